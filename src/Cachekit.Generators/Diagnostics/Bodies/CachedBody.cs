using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Diagnostics.Bodies;

/// <summary>A method whose results are stored.</summary>
/// <param name="Method">The method with <c>[Cache]</c>.</param>
/// <param name="Body">The method that makes the results.</param>
/// <param name="Place">Where the body is.</param>
/// <param name="Marked">The members of the body's type that are in the key.</param>
internal sealed record CachedBody(IMethodSymbol Method, IMethodSymbol Body, BodyPlace Place, IReadOnlyList<ISymbol> Marked);
