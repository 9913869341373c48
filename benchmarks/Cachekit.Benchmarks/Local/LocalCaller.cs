using System.Diagnostics.CodeAnalysis;
using Cachekit.Local;

namespace Cachekit.Benchmarks.Local;

/// <summary>Stands for the generic runtime class between generated code and the store.</summary>
internal sealed class LocalCaller<TKey, TValue>(LocalStore<TKey, TValue> store)
    where TKey : struct, IEquatable<TKey>
{
    public bool TryGet(in TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (store.Get(in key) is { Payload: null } entry)
        {
            value = entry.Value;
            return true;
        }

        value = default;
        return false;
    }
}
