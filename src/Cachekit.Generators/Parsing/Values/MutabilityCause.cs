using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Values;

/// <summary>What makes a value mutable.</summary>
/// <param name="Path">The way to it, for example <c>Order.Lines[].Price</c>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Type">The type of what is there.</param>
internal sealed record MutabilityCause(string Path, MutabilityKind Kind, ITypeSymbol Type);
