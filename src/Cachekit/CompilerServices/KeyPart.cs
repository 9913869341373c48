using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Cachekit.CompilerServices;

/// <summary>What a key does with arguments of one type: compares, hashes, copies and writes them.</summary>
/// <typeparam name="T">The type of the argument.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class KeyPart<T>
{
    /// <summary>Whether <see cref="Snapshot"/> returns its argument for every value.</summary>
    public virtual bool IsImmutable => false;

    /// <summary>Whether values that this part holds equal are equal for <see cref="EqualityComparer{T}.Default"/> too.</summary>
    /// <remarks>A set or dictionary with the default comparer then holds no two keys that are one key here.</remarks>
    internal virtual bool RefinesDefaultEquality => false;

    /// <summary>Whether both have the same canonical form.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    public abstract bool Equals(T? left, T? right);

    /// <summary>Adds a value to a hash; equal values add the same.</summary>
    /// <param name="hash">The hash.</param>
    /// <param name="value">The value.</param>
    public abstract void Hash(ref KeyHash hash, T? value);

    /// <summary>An equal value that nobody else can change.</summary>
    /// <param name="value">The value.</param>
    [return: NotNullIfNotNull(nameof(value))]
    public abstract T? Snapshot(T? value);

    /// <summary>Writes the canonical form.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="CacheKeyException">The value has no canonical form.</exception>
    public abstract void Write(ref KeyWriter writer, T? value);
}
