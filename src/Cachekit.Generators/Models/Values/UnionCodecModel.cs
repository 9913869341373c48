using Cachekit.Generators.Infrastructure;

namespace Cachekit.Generators.Models.Values;

/// <summary>The codec of a type with known subtypes: an array of discriminator and value.</summary>
/// <param name="Id">The name of the member.</param>
/// <param name="TypeName">The type.</param>
/// <param name="DisplayName">The type as a message calls it.</param>
/// <param name="Cases">The known subtypes, and the type itself when it is not abstract.</param>
internal sealed record UnionCodecModel(string Id, string TypeName, string DisplayName, EquatableArray<UnionCaseModel> Cases)
    : CodecModel(Id, TypeName);
