using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Values;

/// <summary>What makes a value mutable.</summary>
/// <param name="Path">The way to it, for example <c>Order.Lines[].Price</c>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Type">The type of what is there.</param>
/// <param name="Owner">The class or struct that has it, at which a promise would end the search; none where the value itself is, say, a list.</param>
internal sealed record MutabilityCause(string Path, MutabilityKind Kind, ITypeSymbol Type, INamedTypeSymbol? Owner);
