using System.Collections.Immutable;
using Cachekit.CodeFixes.Infrastructure;
using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.CodeFixes.Methods;

/// <summary>Removes an attribute that has no effect, or contradicts another: one repair for each of them.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveAttributeCodeFix))]
public sealed class RemoveAttributeCodeFix : RepairingCodeFix
{
    private static readonly Dictionary<string, string[]> Removable = new(StringComparer.Ordinal)
    {
        [DiagnosticIds.CacheAndInvalidates] = [KnownNames.Cache, KnownNames.Invalidates, KnownNames.InvalidatesTag],
        [DiagnosticIds.KeyAndIgnore] = [KnownNames.CacheKey, KnownNames.CacheIgnore],
        [DiagnosticIds.KeyMarkWithoutEffect] = [KnownNames.CacheKey, KnownNames.CacheIgnore],
        [DiagnosticIds.SecureWithoutCache] = [KnownNames.Secure],
        [DiagnosticIds.TenantWithoutSecure] = [KnownNames.CacheTenant],
        [DiagnosticIds.ConstantTenantAndMarked] = [KnownNames.CacheTenant],
        [DiagnosticIds.TenantAndIgnore] = [KnownNames.CacheIgnore],
        [DiagnosticIds.TagRepeated] = [KnownNames.CacheTag, KnownNames.InvalidatesTag],
        [DiagnosticIds.TagWithoutCache] = [KnownNames.CacheTag],
        [DiagnosticIds.BatchWithoutCache] = [KnownNames.CacheBatch],
    };

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.CreateRange(Removable.Keys);

    internal override async Task<IReadOnlyList<Repair>> FindRepairsAsync(SourceFacts source, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var names = Removable[diagnostic.Id];
        var repairs = new List<Repair>();
        if (source.FindNode<AttributeSyntax>(diagnostic) is { } reported)
        {
            // The place is the attribute itself.
            if (NameOf(source, reported, cancellationToken) is { } name && Array.IndexOf(names, name) >= 0)
            {
                await AddAsync(source, [reported], name, diagnostic, repairs, cancellationToken).ConfigureAwait(false);
            }

            return repairs;
        }

        var present = ListsAt(source, diagnostic).SelectMany(static list => list.Attributes)
            .Select(attribute => (Attribute: attribute, Name: NameOf(source, attribute, cancellationToken)))
            .Where(pair => pair.Name is not null && Array.IndexOf(names, pair.Name) >= 0)
            .ToList();
        foreach (var group in present.GroupBy(pair => KindOf(diagnostic.Id, pair.Name!)).OrderBy(group => Array.IndexOf(names, group.Key)))
        {
            await AddAsync(source, [.. group.Select(static pair => pair.Attribute)], group.Key, diagnostic, repairs, cancellationToken).ConfigureAwait(false);
        }

        return repairs;
    }

    // A method that does not cache may have both kinds of invalidation, so one that caches loses both.
    private static string KindOf(string id, string name) => id == DiagnosticIds.CacheAndInvalidates && name == KnownNames.InvalidatesTag ? KnownNames.Invalidates : name;

    private static async Task AddAsync(
        SourceFacts source, List<AttributeSyntax> attributes, string name, Diagnostic diagnostic, List<Repair> repairs, CancellationToken cancellationToken)
    {
        var edits = new SourceEdits();
        Attributes.Remove(source, edits, attributes);

        var declaration = attributes[0].FirstAncestorOrSelf<TypeDeclarationSyntax>();
        if (declaration is null
            || source.Model.GetDeclaredSymbol(declaration, cancellationToken) is not { } type
            || (await Speculation.NewFindingsAsync(source, edits, type, cancellationToken).ConfigureAwait(false)).Count == 0)
        {
            var removed = attributes.Select(attribute => ShortName(NameOf(source, attribute, cancellationToken)!)).Distinct(StringComparer.Ordinal);
            repairs.Add(new Repair($"Remove {string.Join(" and ", removed.Select(static one => $"[{one}]"))}", $"{nameof(RemoveAttributeCodeFix)} {ShortName(name)}", edits));
        }
    }

    private static string ShortName(string name) => name.Substring("Cachekit.".Length, name.Length - "Cachekit.Attribute".Length);

    /// <summary>The attributes of the parameter, the member, the local function or the method at the place.</summary>
    private static SyntaxList<AttributeListSyntax> ListsAt(SourceFacts source, Diagnostic diagnostic)
    {
        foreach (var node in source.FindNode<SyntaxNode>(diagnostic)?.AncestorsAndSelf() ?? [])
        {
            switch (node)
            {
                case ParameterSyntax parameter:
                    return parameter.AttributeLists;
                case MemberDeclarationSyntax member:
                    return member.AttributeLists;
                case LocalFunctionStatementSyntax function:
                    return function.AttributeLists;
                default:
                    break;
            }
        }

        return default;
    }

    private static string? NameOf(SourceFacts source, AttributeSyntax attribute, CancellationToken cancellationToken) =>
        source.Model.GetSymbolInfo(attribute, cancellationToken).Symbol?.ContainingType.ToDisplayString();
}
