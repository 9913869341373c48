using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Cachekit.CompilerServices;

namespace Cachekit.Keys.Parts;

/// <summary>The part for immutable arrays; the one that was never made counts as <see langword="null"/>.</summary>
internal sealed class ImmutableArrayPart<T>(KeyPart<T> element) : KeyPart<ImmutableArray<T>>
{
    public override bool IsImmutable => element.IsImmutable;

    public override bool Equals(ImmutableArray<T> left, ImmutableArray<T> right) =>
        Elements.Equal(element, ImmutableCollectionsMarshal.AsArray(left), ImmutableCollectionsMarshal.AsArray(right));

    public override void Hash(ref KeyHash hash, ImmutableArray<T> value) =>
        Elements.Hash(element, ref hash, ImmutableCollectionsMarshal.AsArray(value));

    public override ImmutableArray<T> Snapshot(ImmutableArray<T> value) => value.IsDefault || IsImmutable
        ? value
        : ImmutableCollectionsMarshal.AsImmutableArray(Elements.Snapshot(element, value));

    public override void Write(ref KeyWriter writer, ImmutableArray<T> value) =>
        Elements.Write(element, ref writer, ImmutableCollectionsMarshal.AsArray(value));
}
