using Cachekit.Generators.Models.Batches;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Batches;

/// <summary>The list of ids and the values by id of a method with <c>[CacheBatch]</c>. Lives only while a method is parsed.</summary>
/// <param name="Ids">The parameter with the ids.</param>
/// <param name="IdsForm">What the body takes.</param>
/// <param name="IdType">The type of one id.</param>
/// <param name="ResultForm">What the method returns.</param>
/// <param name="ItemType">The type of one value.</param>
internal sealed record BatchShape(IParameterSymbol Ids, BatchIdsForm IdsForm, ITypeSymbol IdType, BatchResultForm ResultForm, ITypeSymbol ItemType)
{
    /// <summary>Whether a value of the type can be null, as far as the type says: without annotations a reference can.</summary>
    public static bool CanBeNull(ITypeSymbol type) => IsNullableValue(type) || (type.IsReferenceType && type.NullableAnnotation != NullableAnnotation.NotAnnotated);

    /// <summary>Whether the type is written with a question mark.</summary>
    public static bool IsMarkedNullable(ITypeSymbol type) => IsNullableValue(type) || type.NullableAnnotation == NullableAnnotation.Annotated;

    public static bool IsNullableValue(ITypeSymbol type) => type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
}
