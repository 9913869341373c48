using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Cachekit.Generators.Parsing.Values;

/// <summary>A type that a value of its base may have.</summary>
/// <param name="Type">The type.</param>
/// <param name="Text">The discriminator, when it is text.</param>
/// <param name="Number">The discriminator, when it is not.</param>
internal sealed record KnownSubtype(INamedTypeSymbol Type, string? Text, int Number)
{
    /// <summary>The discriminator as a literal: <c>1</c> and <c>"1"</c> are two.</summary>
    public string Label => Text is null ? Number.ToString(CultureInfo.InvariantCulture) : SymbolDisplay.FormatLiteral(Text, quote: true);
}
