using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Tags;

/// <summary>Reads <c>[CacheTag]</c> and <c>[InvalidatesTag]</c>.</summary>
internal static class TagParser
{
    private static readonly char[] Punctuation = ['.', ':', ',', '(', '['];

    /// <summary>Reads the tags of the entries of a cached method.</summary>
    /// <returns>The tags, or null when one of them is wrong.</returns>
    public static List<TagModel>? OfEntries(IMethodSymbol method, bool isShared, Report report, CancellationToken cancellationToken)
    {
        if (!method.HasAttribute(KnownNames.CacheTag))
        {
            return [];
        }

        if (isShared)
        {
            foreach (var attribute in method.GetAttributes())
            {
                if (attribute.AttributeClass is { } type && type.Is(KnownNames.CacheTag))
                {
                    report.Add(
                        AttributeSyntaxReader.LocationOf(attribute, null, cancellationToken),
                        DiagnosticIds.TagInvalid,
                        attribute.ConstructorArguments is { Length: 1 } arguments ? arguments[0].Value as string ?? "" : "",
                        method.ToMessage(),
                        "is at entries that other SDKs share, which have no place for it",
                        "remove it or Interop, and invalidate such entries one by one");
                }
            }

            return null;
        }

        // In the order of the key.
        var sources = new List<TagSource>();
        foreach (var member in Members(method))
        {
            Add(member.Name, TypeOf(member));
        }

        foreach (var parameter in ParameterParser.InKey(method))
        {
            Add(parameter.Name, parameter.Type);
        }

        return Parse(method, KnownNames.CacheTag, "in the key", sources, report, cancellationToken);

        void Add(string name, ITypeSymbol type) => sources.Add(new TagSource(name, type, new TagPiece(IsValue: true, "", sources.Count)));
    }

    /// <summary>Reads the tags that a method invalidates.</summary>
    /// <returns>The tags that are right.</returns>
    public static List<TagModel> ToInvalidate(IMethodSymbol method, MethodForm form, Report report, CancellationToken cancellationToken)
    {
        var sources = new List<TagSource>();
        foreach (var member in Members(method))
        {
            sources.Add(new TagSource(member.Name, TypeOf(member), new TagPiece(IsValue: true, "this." + form.MemberPath(member.Name.EscapeIdentifier()))));
        }

        foreach (var parameter in method.Parameters)
        {
            if (!parameter.Type.Is(KnownNames.CancellationToken))
            {
                sources.Add(new TagSource(parameter.Name, parameter.Type, new TagPiece(IsValue: true, parameter.Name.EscapeIdentifier())));
            }
        }

        return Parse(method, KnownNames.InvalidatesTag, "a parameter", sources, report, cancellationToken) ?? [];
    }

    private static List<TagModel>? Parse(
        IMethodSymbol method, string attributeName, string role, List<TagSource> sources, Report report, CancellationToken cancellationToken)
    {
        var valid = true;
        var tags = new List<TagModel>();
        var templates = new HashSet<string>(StringComparer.Ordinal);
        foreach (var attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass is not { } type || !type.Is(attributeName) || attribute.ConstructorArguments is not { Length: 1 } arguments)
            {
                continue;
            }

            var template = arguments[0].Value as string ?? "";
            var place = AttributeSyntaxReader.LocationOf(attribute, null, cancellationToken);
            if (!templates.Add(template))
            {
                report.Add(place, DiagnosticIds.TagRepeated, method.ToMessage(), template);
            }
            else if (TagTemplate.Split(template, out var pieces) is var (what, instead))
            {
                report.Add(place, DiagnosticIds.TagInvalid, template, method.ToMessage(), what, instead);
                valid = false;
            }
            else if (Fill(method, pieces, role, sources, place, report) is { } tag)
            {
                tags.Add(tag);
            }
            else
            {
                valid = false;
            }
        }

        return valid || attributeName == KnownNames.InvalidatesTag ? tags : null;
    }

    private static TagModel? Fill(
        IMethodSymbol method, List<(bool IsName, string Text)> template, string role, List<TagSource> sources, Location? place, Report report)
    {
        var pieces = new List<TagPiece>();
        foreach (var (isName, text) in template)
        {
            if (!isName)
            {
                pieces.Add(new TagPiece(IsValue: false, text));
                continue;
            }

            // A parameter hides a member of its name, as it does in the method.
            if (sources.FindLast(source => source.Name == text) is not { } source)
            {
                var isThere = method.Parameters.Any(text);
                report.Add(
                    place, DiagnosticIds.TagPlaceholderUnknown, text, method.ToMessage(), isThere ? $"is a parameter, but not {role}" : $"is not {role}", Instead(text, sources));
                return null;
            }

            if (!TagTypes.HaveText(source.Type))
            {
                // An unknown type is the compiler's to report.
                if (source.Type.TypeKind != TypeKind.Error)
                {
                    report.Add(place, DiagnosticIds.TagTypeWithoutText, text, method.ToMessage(), source.Type.ToMessage());
                }

                return null;
            }

            pieces.Add(source.Piece);
        }

        return new TagModel(pieces.ToEquatableArray());
    }

    private static bool Any(this System.Collections.Immutable.ImmutableArray<IParameterSymbol> parameters, string name)
    {
        foreach (var parameter in parameters)
        {
            if (parameter.Name == name)
            {
                return true;
            }
        }

        return false;
    }

    private static string Instead(string text, List<TagSource> sources)
    {
        var known = Known(sources);
        return text.IndexOfAny(Punctuation) < 0 ? known
            : $"a placeholder is a name as it is, without members and formats; pass what the tag needs as a parameter of its own{(sources.Count == 0 ? "" : ", or " + known)}";
    }

    private static string Known(List<TagSource> sources)
    {
        var names = new List<string>();
        foreach (var source in sources)
        {
            if (TagTypes.HaveText(source.Type))
            {
                names.Add($"{{{source.Name}}}");
            }
        }

        return names.Count == 0 ? "there is nothing that it could name, so write the tag without braces" : $"write one of {string.Join(", ", names)}";
    }

    private static List<ISymbol> Members(IMethodSymbol method) => method.IsStatic ? [] : CachedMethodParser.MarkedMembers(method.ContainingType);

    private static ITypeSymbol TypeOf(ISymbol member) => member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type;
}
