using Cachekit.CompilerServices;

namespace Cachekit.Keys.Parts;

/// <summary>The part for a type parameter that turned out to be a type without one.</summary>
internal sealed class UnsupportedPart<T> : KeyPart<T>
{
    public override bool Equals(T? left, T? right) => throw Refusal();

    public override void Hash(ref KeyHash hash, T? value) => throw Refusal();

    public override T? Snapshot(T? value) => throw Refusal();

    public override void Write(ref KeyWriter writer, T? value) => throw KeyErrors.OpenType(writer.Where, typeof(T));

    private static CacheKeyException Refusal() => KeyErrors.OpenType("An argument of a cached method", typeof(T));
}
