using Cachekit.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Tags;

/// <summary>What a placeholder of a tag may stand for. Lives only while a method is parsed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Piece">The value in the tag.</param>
internal sealed record TagSource(string Name, ITypeSymbol Type, TagPiece Piece);
