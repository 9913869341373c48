using Cachekit.Resilience;

namespace Cachekit;

/// <summary>A backend of a runtime: how it does, and what a person or a program can do about it. All numbers are those of the moment.</summary>
/// <remarks>
/// Methods with <see cref="Preset.Minimal"/> and <see cref="Preset.Test"/> go past all this. Where <see cref="BackendResilienceOptions.Enabled"/> is
/// off, everybody does: the breaker is closed for ever then.
/// </remarks>
public sealed class CacheBackendHandle
{
    private readonly BackendStack? _stack;

    internal CacheBackendHandle(ICacheBackend backend, BackendStack? stack, IReadOnlyList<string> names)
    {
        _stack = stack;
        Backend = backend;
        Names = names;
    }

    /// <summary>The backend's own short name, for example <c>redis</c>.</summary>
    public string Name => Backend.Name;

    /// <summary>The names under which methods use it, in ordinal order; empty for one that has none.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The backend itself.</summary>
    public ICacheBackend Backend { get; }

    /// <summary>Whether calls reach it.</summary>
    public CacheBreakerState BreakerState => _stack?.Breaker.State ?? CacheBreakerState.Closed;

    /// <summary>Since when that is so; <see langword="null"/> where there is no breaker.</summary>
    public DateTimeOffset? BreakerStateSince => _stack?.Breaker.Since;

    /// <summary>Whether the breaker is open because of <see cref="Isolate"/>.</summary>
    public bool IsIsolated => _stack?.Breaker.IsIsolated ?? false;

    /// <summary>How many failures since the last success a closed breaker counts.</summary>
    public int FailuresInWindow => _stack?.Breaker.FailuresInWindow ?? 0;

    /// <summary>How many calls the breaker has refused so far.</summary>
    public long BreakerRefusals => _stack?.Breaker.Refusals ?? 0;

    /// <summary>How many calls run.</summary>
    public int Running => _stack?.Gate.Running ?? 0;

    /// <summary>How many calls wait for their turn.</summary>
    public int Queued => _stack?.Gate.Queued ?? 0;

    /// <summary>How many calls found the queue full, or waited in vain, so far.</summary>
    public long QueueRefusals => _stack?.Gate.Refusals ?? 0;

    /// <summary>How long a call for one entry may take at present; <see langword="null"/>: as long as the backend lets it.</summary>
    public TimeSpan? CurrentTimeout => _stack?.CurrentTimeout;

    internal BackendStack? Stack => _stack;

    /// <summary>Closes the breaker and forgets all failures, also after <see cref="Isolate"/>. The next calls reach the backend.</summary>
    public void ResetBreaker() => _stack?.Breaker.Reset();

    /// <summary>Opens the breaker, for example before the backend's maintenance: nothing asks it until <see cref="ResetBreaker"/>.</summary>
    public void Isolate() => _stack?.Breaker.Isolate();
}
