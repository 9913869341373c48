using System.Runtime.CompilerServices;
using Cachekit.CompilerServices;

namespace Cachekit.Keys.Parts;

/// <summary>The equality of a part for the sets and dictionaries that are made from arguments.</summary>
internal sealed class PartComparer<T>(KeyPart<T> part) : IEqualityComparer<T>
{
    /// <summary>Whether elements that are distinct for this comparer are distinct for every part that refines the default equality.</summary>
    /// <remarks>All comparers of strings hold identical texts equal; of other types only the default one is known.</remarks>
    public static bool KeepsValuesApart(IEqualityComparer<T> comparer) =>
        ReferenceEquals(comparer, EqualityComparer<T>.Default) || comparer is StringComparer;

    public bool Equals(T? x, T? y) => part.Equals(x, y);

    public int GetHashCode(T obj)
    {
        // A new hash does not know how deep it is: a set that contains itself would not end otherwise.
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw KeyErrors.TooDeep(where: null);
        }

        var hash = KeyHash.Create();
        part.Hash(ref hash, obj);
        return hash.ToHashCode();
    }
}
