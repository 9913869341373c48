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
            Require(runtime);
            _place = CachekitRuntime.Enter(runtime);
        }

        return Task.CompletedTask;
    }

    /// <summary>The methods that will use the runtime are bound at their first call, which is too late to find out that some of them cannot work.</summary>
    /// <exception cref="CacheConfigurationException">The program has methods that need a setting which is not there; all of them are in it.</exception>
    private static void Require(CachekitRuntime runtime)
    {
        var problems = new List<string>();
        if (runtime.Settings.Encryption.Keyring is null && AmbientMethods.WithMasterKey is { Count: > 0 } secure)
        {
            problems.AddRange(MethodPolicy.NoMasterKey($"'{string.Join("', '", secure)}' {(secure.Count == 1 ? "is" : "are")}").Problems);
        }

        if (AmbientMethods.WithIoBackend is { Count: > 0 } io)
        {
            try
            {
                _ = runtime.IoBackend(string.Join("', '", io));
            }
            catch (CacheConfigurationException exception)
            {
                problems.AddRange(exception.Problems);
            }
        }

        if (problems.Count > 0)
        {
            throw new CacheConfigurationException(problems);
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
