using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Diagnostics.Bodies;

/// <summary>A place where code reads a field, an automatic property or a captured constructor parameter of its own type.</summary>
internal sealed record StateRead(ISymbol Symbol, Location Location);
