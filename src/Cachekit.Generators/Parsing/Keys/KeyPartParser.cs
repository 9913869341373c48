using Cachekit.Generators.Models.Keys;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Keys;

/// <summary>Finds how the type of a parameter takes part in a key, or why it cannot.</summary>
internal static class KeyPartParser
{
    /// <summary>Parses a type.</summary>
    /// <param name="type">The type of the parameter or member.</param>
    /// <param name="within">The type that the generated code becomes a part of.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="cancellationToken">Stops the parser.</param>
    /// <param name="name">The name of the parameter or member, the first argument of each finding.</param>
    public static KeyPartModel Parse(
        ITypeSymbol type, INamedTypeSymbol within, Compilation compilation, CancellationToken cancellationToken, string name = "") =>
        Parse(type, within, compilation, name, out _, cancellationToken);

    /// <summary>Parses a type, and looks for dates in it.</summary>
    /// <param name="type">The type of the parameter or member.</param>
    /// <param name="within">The type that the generated code becomes a part of.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="name">The name of the parameter or member, the first argument of each finding.</param>
    /// <param name="dateTimePath">Where in it a <c>DateTime</c> is; null when there is none.</param>
    /// <param name="cancellationToken">Stops the parser.</param>
    public static KeyPartModel Parse(
        ITypeSymbol type, INamedTypeSymbol within, Compilation compilation, string name, out string? dateTimePath, CancellationToken cancellationToken)
    {
        // A type that contains itself is taken for the best that it can be while it is parsed, and parsed again with what came out when
        // that was too good.
        var assumption = KeyTraits.Best;
        while (true)
        {
            var visitor = new KeyPartVisitor(type, within, compilation, name, assumption, cancellationToken);
            var part = visitor.Visit(type, depth: 0);
            if (visitor.Recursion is { } outcome && outcome != assumption)
            {
                assumption = outcome;
                continue;
            }

            dateTimePath = visitor.DateTimePath;
            return visitor.Complete(part);
        }
    }
}
