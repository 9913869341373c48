using System.Collections.Immutable;
using Cachekit.CodeFixes.Infrastructure;
using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.CodeFixes.Keys;

/// <summary>CACHEKIT102 and CACHEKIT103: marks the property that identifies an object of the user's type.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SelectKeyMemberCodeFix))]
public sealed class SelectKeyMemberCodeFix : RepairingCodeFix
{
    private static readonly string[] Names = ["Id", "Key", "Code", "Number"];

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.Create(DiagnosticIds.KeyMemberUnsupported, DiagnosticIds.KeyClassWithoutValueEquality);

    internal override async Task<IReadOnlyList<Repair>> FindRepairsAsync(SourceFacts source, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (KeyClasses.Find(source, diagnostic, cancellationToken) is not var (parameter, type))
        {
            return [];
        }

        foreach (var name in Names.Concat(Names.Select(name => type.Name + name)))
        {
            if (type.GetMembers(name).OfType<IPropertySymbol>().FirstOrDefault() is { IsStatic: false, DeclaringSyntaxReferences.Length: 1 } property
                && await MarkAsync(source, property, cancellationToken).ConfigureAwait(false) is { } edits
                && await Speculation.RepairsAsync(source, edits, parameter.ContainingType, cancellationToken, diagnostic.Id).ConfigureAwait(false))
            {
                return [new Repair($"Let '{name}' identify '{type.Name}' in keys, with [CacheKey]", nameof(SelectKeyMemberCodeFix), edits)];
            }
        }

        return [];
    }

    private static async Task<SourceEdits?> MarkAsync(SourceFacts source, IPropertySymbol property, CancellationToken cancellationToken)
    {
        var edits = new SourceEdits();
        var syntax = await property.DeclaringSyntaxReferences[0].GetSyntaxAsync(cancellationToken).ConfigureAwait(false);
        if (await source.OfAsync(syntax.SyntaxTree, cancellationToken).ConfigureAwait(false) is not { } place
            || TypeNames.Attribute(place, edits, KnownNames.CacheKey, syntax.SpanStart) is not { } attribute)
        {
            return null;
        }

        switch (syntax)
        {
            case PropertyDeclarationSyntax declaration:
                Attributes.Add(place, edits, declaration, attribute);
                return edits;
            case ParameterSyntax ofRecord:
                Attributes.Add(place, edits, ofRecord, "property: " + attribute);
                return edits;
            default:
                return null;
        }
    }
}
