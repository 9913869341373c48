using System.Collections.Concurrent;
using Cachekit.TestSupport.Backends;

namespace Cachekit.Tests.Model;

/// <summary>The way of one process to the shared store: every operation waits for its turn, some fail, and after the death of the process all do.</summary>
internal sealed class MortalBackend(MemoryBackend store, Turnstile turnstile, Func<bool> fails) : ICacheBackend
{
    private static int Processes;

    private readonly ConcurrentDictionary<string, bool> _stored = new(StringComparer.Ordinal);
    private readonly int _number = Interlocked.Increment(ref Processes);
    private readonly object _life = new();
    private bool _dead;
    private int _inFlight;

    public string Name => "mortal";

    /// <summary>Ends the process.</summary>
    /// <returns>Whether it still had something to do in the store.</returns>
    public bool Die()
    {
        lock (_life)
        {
            _dead = true;
            return Volatile.Read(ref _inFlight) > 0;
        }
    }

    /// <summary>Whether the process has stored something under a key, and may not have looked yet whether it has to take it out again.</summary>
    public bool MayTakeOut(string key) => _stored.ContainsKey(key);

    /// <summary>The process does nothing at present, so it has looked.</summary>
    public void Rest() => _stored.Clear();

    public async ValueTask<BackendValue> GetAsync(string key, CancellationToken cancellationToken = default)
    {
        using var flight = new InFlight(this);
        var value = await TurnAsync($"get {Short(key)}", mayFail: true, () => store.Get(key));

        // The answer is under way for a while too.
        await turnstile.WaitAsync($"answer {Short(key)}");
        return value;
    }

    public async ValueTask SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl, CancellationToken cancellationToken = default)
    {
        using var flight = new InFlight(this);
        var bytes = value.ToArray();
        _stored[key] = true;
        await TurnAsync($"set {Short(key)}", mayFail: true, () =>
        {
            store.Set(key, bytes, ttl);
            return true;
        });
        await turnstile.WaitAsync($"stored {Short(key)}");
    }

    public async ValueTask<bool> DeleteAsync(string key, CancellationToken cancellationToken = default)
    {
        using var flight = new InFlight(this);
        var removed = await TurnAsync($"delete {Short(key)}", mayFail: false, () => store.Delete(key));
        await turnstile.WaitAsync($"deleted {Short(key)}");
        return removed;
    }

    public async ValueTask<bool> ExistsAsync(string key, CancellationToken cancellationToken = default) =>
        await TurnAsync("exists", mayFail: true, () => store.Exists(key));

    public BackendValue Get(string key) => throw new NotSupportedException("The model is asynchronous.");

    public void Set(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl) => throw new NotSupportedException("The model is asynchronous.");

    public bool Delete(string key) => throw new NotSupportedException("The model is asynchronous.");

    public bool Exists(string key) => throw new NotSupportedException("The model is asynchronous.");

    private sealed class InFlight : IDisposable
    {
        private readonly MortalBackend _owner;

        public InFlight(MortalBackend owner)
        {
            _owner = owner;
            Interlocked.Increment(ref owner._inFlight);
        }

        public void Dispose() => Interlocked.Decrement(ref _owner._inFlight);
    }

    private string Short(string key) => $"{key[^8..]} of process {_number}";

    private async Task<T> TurnAsync<T>(string what, bool mayFail, Func<T> operate)
    {
        await turnstile.WaitAsync(what);
        if (mayFail && fails())
        {
            throw new CacheBackendException(BackendErrorKind.Transient, "The backend was told to fail.");
        }

        // The thread may have been held up since its turn: what a dead process still does would be a late write, which is another matter.
        lock (_life)
        {
            return _dead ? throw new CacheBackendException(BackendErrorKind.Transient, "The process has died.") : operate();
        }
    }
}
