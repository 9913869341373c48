namespace Cachekit.Generators.Models.Values;

/// <summary>One item of a tuple.</summary>
/// <param name="Name"><c>Item1</c> and so on, or <c>Rest</c>.</param>
/// <param name="TypeName">Its type.</param>
/// <param name="Codec">The expression of its codec.</param>
internal sealed record TupleItemModel(string Name, string TypeName, string Codec);
