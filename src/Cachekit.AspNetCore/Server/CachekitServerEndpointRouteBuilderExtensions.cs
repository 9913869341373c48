using Cachekit.AspNetCore;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Gives a Cachekit server its routes.</summary>
public static class CachekitServerEndpointRouteBuilderExtensions
{
    /// <summary>Answers everything below <c>/v1/cache</c>, which is where SDKs look; a group's prefix cannot change it.</summary>
    /// <remarks>
    /// The server checks API keys itself. Where the application demands authentication of every endpoint, add <c>AllowAnonymous()</c> to the result.
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
