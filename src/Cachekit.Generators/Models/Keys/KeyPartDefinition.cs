using Cachekit.Generators.Infrastructure;

namespace Cachekit.Generators.Models.Keys;

/// <summary>A part that is emitted, once per containing type and id.</summary>
/// <param name="Id">The name of the class that holds it; equal ids are equal definitions.</param>
/// <param name="TypeParameters">The type parameters of the method that it mentions, as <c>&lt;T&gt;</c>, or empty.</param>
/// <param name="Constraints">Their constraints, or empty.</param>
/// <param name="TypeName">The type, fully qualified.</param>
/// <param name="Shape">What kind of part it is.</param>
/// <param name="Expression">What makes it, for <see cref="KeyPartShape.Expression"/>.</param>
/// <param name="Members">The members in canonical order, or the items.</param>
/// <param name="IsReference">Whether it may be <see langword="null"/>.</param>
/// <param name="RequiresExactType">Whether an object of a derived class is refused.</param>
/// <param name="IsImmutable">Whether the value itself may be kept.</param>
/// <param name="IsCloneable">Whether a mutable value can be copied.</param>
internal sealed record KeyPartDefinition(
    string Id,
    string TypeParameters,
    string Constraints,
    string TypeName,
    KeyPartShape Shape,
    string? Expression,
    EquatableArray<KeyMemberModel> Members,
    bool IsReference,
    bool RequiresExactType,
    bool IsImmutable,
    bool IsCloneable);
