using Microsoft.Extensions.Hosting;

namespace Cachekit.SecureHost;

/// <summary>Asks for one patient in every way, says what happened, and stops the host.</summary>
internal sealed class Work(IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Behind the start of all services, so that what it says is said by a host that runs.
        await Task.Yield();
        var patients = new Patients("ward 7");
        try
        {
            Console.WriteLine(await patients.FindAsync(1));
            Console.WriteLine(Patients.Count<int>(2));
            var info = patients.Cached.Find.Info;
            Console.WriteLine($"secure: {info.IsSecure}, backend: {info.Backend}, bodies: {info.Misses}, backend hits: {info.BackendHits}, failures: {info.DecryptionFailures}");
        }
        catch (CacheEncryptionException exception)
        {
            Console.WriteLine($"refused: {exception.Kind}");
        }

        lifetime.StopApplication();
    }
}
