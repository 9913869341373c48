using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Cachekit.DependencyInjection;

/// <summary>Makes the runtime when the host starts, and has it serve the types that hold none until the host stops.</summary>
internal sealed class CachekitHostedService(IServiceProvider services, IOptions<CachekitOptions> options) : IHostedService
{
    private CachekitRuntime? _made;
    private CachekitRuntime? _previous;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var runtime = services.GetRequiredService<CachekitRuntime>();
        if (options.Value.UseAsAmbientDefault)
        {
            _previous = CachekitRuntime.Ambient;
            _made = runtime;
            CachekitRuntime.Ambient = runtime;
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        if (_made is not null)
        {
            CachekitRuntime.ReplaceAmbient(_made, _previous);
            _made = null;
        }

        return Task.CompletedTask;
    }
}
