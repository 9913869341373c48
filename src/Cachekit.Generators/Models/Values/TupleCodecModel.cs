using Cachekit.Generators.Infrastructure;

namespace Cachekit.Generators.Models.Values;

/// <summary>The codec of a tuple, which is an array of its items.</summary>
/// <param name="Id">The name of the member.</param>
/// <param name="TypeName">The type.</param>
/// <param name="IsReference">Whether it is a <c>System.Tuple</c>, which can be null.</param>
/// <param name="Items">The items.</param>
internal sealed record TupleCodecModel(string Id, string TypeName, bool IsReference, EquatableArray<TupleItemModel> Items)
    : CodecModel(Id, TypeName);
