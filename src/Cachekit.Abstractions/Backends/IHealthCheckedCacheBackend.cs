namespace Cachekit;

/// <summary>A backend that can be asked whether it works.</summary>
public interface IHealthCheckedCacheBackend : ICacheBackend
{
    /// <summary>Writes, reads and removes an ordinary entry.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The outcome; a failing backend is an outcome too, not an exception.</returns>
    ValueTask<BackendHealth> CheckHealthAsync(CancellationToken cancellationToken = default);
}
