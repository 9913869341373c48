using System.Text;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;
using Cachekit.Generators.Models.Values;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Values;

/// <summary>Finds out how the values of a type are stored.</summary>
internal static class ValueParser
{
    /// <summary>Parses the type of a cached value.</summary>
    /// <param name="type">The value's type, without <c>Task</c> or <c>ValueTask</c> around it.</param>
    /// <param name="within">The type that has the cached method: what is accessible there can be stored.</param>
    /// <param name="compilation">Where both come from.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <param name="interop">How members are named in a value that is shared with other SDKs; null for values of this SDK.</param>
    public static ValueModel Parse(
        ITypeSymbol type, INamedTypeSymbol within, Compilation compilation, CancellationToken cancellationToken, MemberNaming? interop = null)
    {
        var visitor = new ValueShapeVisitor(within, compilation, interop, cancellationToken);
        var root = visitor.Visit(type, TypeNames.Short(type));
        var typeName = type.ToSource();
        if (root is null || visitor.Findings.Count > 0)
        {
            return new ValueModel(typeName, "", ValueMutability.Mutable, "", default, visitor.Findings.ToEquatableArray());
        }

        if (root.Id != root.Expression)
        {
            visitor.Codecs.Add(new ComposedCodecModel(root.Id, TypeNames.Plain(type), root.Expression, IsShared: true));
        }

        var mutability = new MutabilityAnalysis(visitor.Objects, compilation, cancellationToken).Analyze(type);
        if (mutability == ValueMutability.Immutable && visitor.IsRounded)
        {
            // What the cache holds would be finer than what others, and the next process, read.
            mutability = ValueMutability.ImmutableCopy;
        }

        return new ValueModel(
            typeName,
            root.Id,
            mutability,
            Fingerprint(root, visitor.Definitions),
            visitor.Codecs.ToEquatableArray(),
            default);
    }

    private static string Fingerprint(CodecReference root, SortedDictionary<string, string> definitions)
    {
        var text = new StringBuilder(root.Shape);
        foreach (var definition in definitions.Values)
        {
            text.Append('\n').Append(definition);
        }

        return Hash.Of(text.ToString(), 16);
    }
}
