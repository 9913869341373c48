using System.Runtime.CompilerServices;

namespace Cachekit;

/// <summary>Changes what calls of cached methods do with their entries in a stretch of code: <c>using (CacheScope.Bypass()) { ... }</c>.</summary>
/// <remarks>
/// <para>A scope holds for the code that runs in it and for all that is called and awaited there, also for cached methods that a body calls; other
/// callers and other requests notice nothing. Scopes nest, the innermost one decides. What was started in a scope and goes on after its end goes on without it.</para>
/// <para>The typed handles (<c>catalog.Cached.GetProduct</c>) and <c>[Invalidates]</c> say themselves what they do, and do it in every scope.</para>
/// <para>Disposing of a scope twice does nothing, and the order does not matter: a scope that is disposed of before one inside it ends at once, the inner one later.
/// As with every value that flows along, a method that is <c>async</c> cannot open a scope for its caller.</para>
/// <para>While there is no scope in the process, calls cost nothing more than without this type.</para>
/// </remarks>
public sealed class CacheScope : IDisposable
{
    // This type has no other static field: one that has to be made would have every reader of this one ask whether it was.
    private static int Open;

    private readonly CacheScope? _outer;
    private readonly CacheScopeMode _mode;
    private int _ended;

    private CacheScope(CacheScopeMode mode)
    {
        _mode = mode;
        _outer = Innermost(Flow.Scope.Value);
        Interlocked.Increment(ref Open);
        Flow.Scope.Value = this;
    }

    /// <summary>Whether there is a scope anywhere in the process.</summary>
    internal static bool IsInUse => Volatile.Read(ref Open) != 0;

    /// <summary>What the running code has to do.</summary>
    internal static CacheScopeMode Mode => IsInUse ? ModeHere() : CacheScopeMode.None;

    /// <summary>Runs the bodies and leaves the cache alone: no entry is read, none is written, and no other caller gets the result.</summary>
    /// <returns>The scope; disposing of it ends it.</returns>
    public static CacheScope Bypass() => new(CacheScopeMode.Bypass);

    /// <summary>Runs the bodies, and replaces the entries in memory and in the backend, as the typed handles' <c>RefreshAsync</c> does.</summary>
    /// <returns>The scope; disposing of it ends it.</returns>
    public static CacheScope ForceRefresh() => new(CacheScopeMode.ForceRefresh);

    /// <summary>Reads entries where there are some, runs the bodies otherwise, and writes nothing: no result is stored and no refresh is started.</summary>
    /// <returns>The scope; disposing of it ends it.</returns>
    public static CacheScope ReadOnly() => new(CacheScopeMode.ReadOnly);

    /// <summary>Ends the scope, also for what was started in it and still runs.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
        {
            return;
        }

        if (ReferenceEquals(Flow.Scope.Value, this))
        {
            Flow.Scope.Value = Innermost(_outer);
        }

        Interlocked.Decrement(ref Open);
    }

    // Not a part of those who ask: while there is no scope, they stay as short as they are.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static CacheScopeMode ModeHere() => Innermost(Flow.Scope.Value)?._mode ?? CacheScopeMode.None;

    /// <summary>The first scope from the inside that has not ended.</summary>
    private static CacheScope? Innermost(CacheScope? scope)
    {
        while (scope is not null && Volatile.Read(ref scope._ended) != 0)
        {
            scope = scope._outer;
        }

        return scope;
    }

    private static class Flow
    {
        internal static readonly AsyncLocal<CacheScope?> Scope = new();
    }
}
