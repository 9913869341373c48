using Cachekit.CompilerServices;
using Cachekit.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Cachekit.DependencyInjection;

/// <summary>Makes the runtime when the host starts, and has it serve the types that hold none until the host stops.</summary>
internal sealed class CachekitHostedService(IServiceProvider services, IOptions<CachekitOptions> options) : IHostedService
{
    private AmbientPlace? _place;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var runtime = services.GetRequiredService<CachekitRuntime>();
        if (options.Value.UseAsAmbientDefault)
        {
            RequireMasterKey(runtime);
            _place = CachekitRuntime.Enter(runtime);
        }

        return Task.CompletedTask;
    }

    /// <summary>The methods that will use the runtime are bound at their first call, which is too late to find out that none of them can work.</summary>
    /// <exception cref="CacheConfigurationException">The program has secure methods, and there is no master key.</exception>
    private static void RequireMasterKey(CachekitRuntime runtime)
    {
        if (runtime.Settings.Encryption.Keyring is null && SecureMethods.All is { Count: > 0 } methods)
        {
            throw MethodPolicy.NoMasterKey($"'{string.Join("', '", methods)}' {(methods.Count == 1 ? "is" : "are")}");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        if (_place is not null)
        {
            CachekitRuntime.Leave(_place);
            _place = null;
        }

        return Task.CompletedTask;
    }
}
