using System.Collections.Immutable;
using Cachekit.CodeFixes.Infrastructure;
using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.CodeFixes.Keys;

/// <summary>CACHEKIT106: puts the member that a body reads into the keys of the type's methods.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddCacheKeyCodeFix))]
public sealed class AddCacheKeyCodeFix : RepairingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.StateNotInKey);

    internal override async Task<IReadOnlyList<Repair>> FindRepairsAsync(SourceFacts source, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (source.FindNode<ExpressionSyntax>(diagnostic) is not { } read
            || !HasCachedMethod(source.Model.GetEnclosingSymbol(read.SpanStart, cancellationToken)?.ContainingType)
            || source.Model.GetSymbolInfo(read, cancellationToken).Symbol is not { IsStatic: false, DeclaringSyntaxReferences.Length: 1 } member
            || member is not (IFieldSymbol or IPropertySymbol)
            || Declaration(await member.DeclaringSyntaxReferences[0].GetSyntaxAsync(cancellationToken).ConfigureAwait(false)) is not { } declaration
            || await source.OfAsync(declaration.SyntaxTree, cancellationToken).ConfigureAwait(false) is not { } place)
        {
            return [];
        }

        var edits = new SourceEdits();
        if (TypeNames.Attribute(place, edits, KnownNames.CacheKey, declaration.SpanStart) is not { } attribute)
        {
            return [];
        }

        switch (declaration)
        {
            case ParameterSyntax positional:
                // Without its target the attribute would be one of the constructor's parameter.
                Attributes.Add(place, edits, positional, "property: " + attribute);
                break;
            case MemberDeclarationSyntax written:
                Attributes.Add(place, edits, written, attribute);
                break;
        }

        return (await Speculation.NewFindingsAsync(source, edits, member.ContainingType, cancellationToken).ConfigureAwait(false)).Count == 0
            ? [new Repair($"Put '{member.Name}' into the keys with [CacheKey]", nameof(AddCacheKeyCodeFix), edits)]
            : [];
    }

    /// <summary>Whether a mark has an effect: a class that implements the cached method of an interface has no keys of its own.</summary>
    private static bool HasCachedMethod(INamedTypeSymbol? type) =>
        type is not null && type.GetMembers().OfType<IMethodSymbol>().Any(static method => !method.IsStatic && method.HasAttribute(KnownNames.Cache));

    private static SyntaxNode? Declaration(SyntaxNode syntax) => syntax switch
    {
        ParameterSyntax { Parent.Parent: RecordDeclarationSyntax } positional => positional,
        PropertyDeclarationSyntax property => property,
        VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: FieldDeclarationSyntax field } } => field,
        _ => null,
    };
}
