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
            _place = CachekitRuntime.Enter(runtime);
        }

        return Task.CompletedTask;
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
