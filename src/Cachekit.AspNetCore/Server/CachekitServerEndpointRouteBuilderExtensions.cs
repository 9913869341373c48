using Cachekit.AspNetCore;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Gives a Cachekit server its routes.</summary>
public static class CachekitServerEndpointRouteBuilderExtensions
{
    /// <summary>Answers everything below <c>/v1/cache</c>, which is where SDKs look: neither a group's prefix nor a path base can move it.</summary>
    /// <remarks>
    /// <para>The server checks API keys itself. Where the application demands authentication of every endpoint, add <c>AllowAnonymous()</c> to the result.</para>
    /// <para>The server logs no keys of entries, but the request logs of ASP.NET Core have the path in them, and with older clients the id of a lock. Keep the
    /// category <c>Microsoft.AspNetCore</c> at Warning where that matters.</para>
    /// <para>A request that the web server refuses before the application sees it, such as one with a bad first line, too long a path or an
    /// escaped zero byte in it, has the web server's own answer: without <c>Cache-Control</c> and <c>Vary</c>.</para>
    /// </remarks>
    /// <param name="endpoints">The endpoints.</param>
    /// <returns>A builder for conventions of the endpoint.</returns>
    /// <exception cref="InvalidOperationException"><c>AddCachekitServer</c> was not called.</exception>
    public static IEndpointConventionBuilder MapCachekitServer(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var services = endpoints.ServiceProvider;
        if (services.GetService<IServiceProviderIsService>()?.IsService(typeof(CacheServer)) == false)
        {
            throw new InvalidOperationException("MapCachekitServer() needs the services of the server: call services.AddCachekitServer() first.");
        }

        // Found late: the options are checked when the host starts, not while it is put together.
        CacheServer? server = null;
        RequestDelegate handle = http => (server ??= services.GetRequiredService<CacheServer>()).HandleAsync(http);
        return endpoints.Map("/v1/cache/{**rest}", handle).WithDisplayName("Cachekit server");
    }
}
