using Cachekit.CompilerServices;

namespace Cachekit.Keys.Parts;

/// <summary>The part for ordered collections that are classes or interfaces.</summary>
/// <param name="element">The part for the elements.</param>
/// <param name="copy">Makes the collection from its own copy of the elements.</param>
/// <param name="isImmutableCollection">Whether nobody can change the collection itself.</param>
internal sealed class SequencePart<TCollection, T>(KeyPart<T> element, Func<T[], TCollection> copy, bool isImmutableCollection = false)
    : KeyPart<TCollection>
    where TCollection : class, IEnumerable<T>
{
    public override bool IsImmutable => isImmutableCollection && element.IsImmutable;

    public override bool Equals(TCollection? left, TCollection? right) => Elements.Equal(element, left, right);

    public override void Hash(ref KeyHash hash, TCollection? value) => Elements.Hash(element, ref hash, value);

    public override TCollection? Snapshot(TCollection? value) =>
        value is null || IsImmutable ? value : copy(Elements.Snapshot(element, value));

    public override void Write(ref KeyWriter writer, TCollection? value) => Elements.Write(element, ref writer, value);
}
