using Cachekit.Generators.Models.Values;

namespace Cachekit.Generators.Parsing.Values;

/// <summary>How a collection of the framework is stored.</summary>
/// <param name="Factory">The method of the runtime's <c>Codecs</c> class; it takes a codec per type argument.</param>
/// <param name="Mutability">What the collection by itself allows; its elements may allow less.</param>
internal sealed record CollectionForm(string Factory, ValueMutability Mutability);
