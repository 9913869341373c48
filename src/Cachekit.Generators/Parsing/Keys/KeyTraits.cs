namespace Cachekit.Generators.Parsing.Keys;

/// <summary>What the types inside a type do to the whole.</summary>
/// <param name="IsImmutable">Whether the value itself may be kept.</param>
/// <param name="IsCloneable">Whether a mutable value can be copied.</param>
internal readonly record struct KeyTraits(bool IsImmutable, bool IsCloneable)
{
    public static KeyTraits Best => new(true, true);

    public KeyTraits And(KeyTraits other) => new(IsImmutable && other.IsImmutable, IsCloneable && other.IsCloneable);
}
