namespace Cachekit.Generators.Models.Values;

/// <summary>One known subtype.</summary>
/// <param name="TypeName">The subtype.</param>
/// <param name="Codec">The expression of its codec.</param>
/// <param name="TextDiscriminator">The discriminator, when it is text.</param>
/// <param name="NumberDiscriminator">The discriminator, when it is not.</param>
internal sealed record UnionCaseModel(string TypeName, string Codec, string? TextDiscriminator, int NumberDiscriminator);
