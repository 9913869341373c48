using Cachekit.Generators.Infrastructure;

namespace Cachekit.Generators.Models.Keys;

/// <summary>How a type takes part in a key.</summary>
/// <param name="Form">The code for it.</param>
/// <param name="IsCloneable">Whether a mutable value can be copied. The key keeps the canonical bytes of one that cannot.</param>
/// <param name="Definitions">The parts that it needs, nested ones first.</param>
/// <param name="Findings">Why it cannot be in a key; empty when it can. A key with a part that cannot must not be emitted.</param>
internal sealed record KeyPartModel(
    KeyForm Form,
    bool IsCloneable,
    EquatableArray<KeyPartDefinition> Definitions,
    EquatableArray<Finding> Findings)
{
    public string TypeName => Form.TypeName;

    public bool IsImmutable => Form.IsImmutable;
}
