using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Cachekit.Local;

namespace Cachekit.CompilerServices;

public sealed partial class MethodCache<TKey, TValue>
{
    /// <summary>Looks into memory. In most programs this is all that most calls do: no allocation, no lock, no text.</summary>
    /// <param name="key">The arguments.</param>
    /// <param name="value">The value, when it was found.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGetLocal(in TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (_store is { } store && CacheScope.Mode is CacheScopeMode.None && store.Get(in key) is { } entry)
        {
            if (_holdsObjects)
            {
                value = entry.Value;
                return true;
            }

            return TryUnpack(entry, out value);
        }

        value = default;
        return false;
    }

    /// <summary>Looks into memory for methods that return a task; where memory holds objects, so it does their completed tasks.</summary>
    /// <param name="key">The arguments.</param>
    /// <param name="task">The completed task, when there is a value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGetLocalTask(in TKey key, [NotNullWhen(true)] out Task<TValue>? task)
    {
        if (_store is { } store && CacheScope.Mode is CacheScopeMode.None && store.Get(in key) is { } entry)
        {
            if (_holdsObjects)
            {
                task = entry.CompletedTask;
                return true;
            }

            return TryUnpackTask(entry, out task);
        }

        task = null;
        return false;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryUnpackTask(LocalEntry<TKey, TValue> entry, [NotNullWhen(true)] out Task<TValue>? task)
    {
        task = TryUnpack(entry, out var value) ? Task.FromResult(value) : null;
        return task is not null;
    }
}
