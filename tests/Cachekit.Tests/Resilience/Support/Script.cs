namespace Cachekit.Tests.Resilience.Support;

/// <summary>What the attempts of calls do, one after the other; the last one for all that follow.</summary>
internal sealed class Script(params Func<CancellationToken, Task<string>>[] attempts)
{
    private readonly object _lock = new();
    private readonly List<TaskCompletionSource> _arrivals = [new(TaskCreationOptions.RunContinuationsAsynchronously)];
    private int _runs;

    public int Runs => Volatile.Read(ref _runs);

    public static Func<CancellationToken, Task<string>> Fails(BackendErrorKind kind) => _ => throw new CacheBackendException(kind, "told to fail");

    public static Func<CancellationToken, Task<string>> Throws(Func<Exception> exception) => _ => throw exception();

    public static Func<CancellationToken, Task<string>> Answers(string answer = "answer") => _ => Task.FromResult(answer);

    /// <summary>Never ends but by its token.</summary>
    public static async Task<string> Hangs(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return "";
    }

    /// <summary>Completes when the next attempt has begun.</summary>
    public Task WhenArrivedAsync()
    {
        lock (_lock)
        {
            return _arrivals[^1].Task;
        }
    }

    public async ValueTask<string> RunAsync(CancellationToken cancellationToken)
    {
        var attempt = attempts[Math.Min(Interlocked.Increment(ref _runs), attempts.Length) - 1];
        lock (_lock)
        {
            _arrivals[^1].TrySetResult();
        }

        return await attempt(cancellationToken);
    }

    public string Run() => RunAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
}
