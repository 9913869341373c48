using System.Collections.Immutable;
using Cachekit.CodeFixes.Infrastructure;
using Cachekit.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.CodeFixes.Values;

/// <summary>CACHEKIT215: promises with <c>[ImmutableObject(true)]</c> that instances never change, where the solution does not change them.</summary>
/// <remarks>
/// The promise stands at the type that has what could be changed, no further outside: there it says the least. It is wrong where code shows that
/// instances do change, so there it is not offered.
/// </remarks>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PromiseImmutableCodeFix))]
public sealed class PromiseImmutableCodeFix : RepairingCodeFix
{
    private const string ImmutableObject = "System.ComponentModel.ImmutableObjectAttribute";

    private const int MostPromises = 5;

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.ValueIsMutable);

    internal override async Task<IReadOnlyList<Repair>> FindRepairsAsync(SourceFacts source, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (CachedValues.Find(source, diagnostic, cancellationToken) is not var (method, value))
        {
            return [];
        }

        // One promise uncovers what the search finds next.
        var edits = new SourceEdits();
        var names = new List<string>();
        var compilation = source.Compilation;
        var known = CachedValues.Reachable(value);
        while (names.Count < MostPromises
            && CachedValues.MethodIn(compilation, method) is { } current
            && CachedValues.CauseOf(current, compilation, cancellationToken)?.Owner is { } owner)
        {
            var id = owner.OriginalDefinition.GetDocumentationCommentId();
            if (known.Find(type => type.GetDocumentationCommentId() == id) is not { } type
                || names.Contains($"'{type.Name}'")
                || !await TryPromiseAsync(source, edits, type, cancellationToken).ConfigureAwait(false))
            {
                return [];
            }

            names.Add($"'{type.Name}'");
            compilation = await Speculation.CompileAsync(source, edits, cancellationToken).ConfigureAwait(false);
        }

        return names.Count > 0 && await CachedValues.IsImmutableAfterAsync(source, edits, method, cancellationToken).ConfigureAwait(false)
            ? [new Repair($"Promise that {string.Join(" and ", names)} never {(names.Count == 1 ? "changes" : "change")}, with [ImmutableObject(true)]", nameof(PromiseImmutableCodeFix), edits)]
            : [];
    }

    private static async Task<bool> TryPromiseAsync(SourceFacts source, SourceEdits edits, INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            // With the attribute already there, the promise was refused on purpose.
            if (await reference.GetSyntaxAsync(cancellationToken).ConfigureAwait(false) is TypeDeclarationSyntax declaration
                && await source.OfAsync(declaration.SyntaxTree, cancellationToken).ConfigureAwait(false) is { } place
                && !type.GetAttributes().Any(static attribute => attribute.AttributeClass?.ToDisplayString() == ImmutableObject)
                && TypeNames.Attribute(place, edits, ImmutableObject, declaration.SpanStart) is { } attribute)
            {
                if (await IsChangedAsync(type, source.Document.Project.Solution, cancellationToken).ConfigureAwait(false))
                {
                    return false;
                }

                Attributes.Add(place, edits, declaration, attribute + "(true)");
                return true;
            }
        }

        return false;
    }

    private static async Task<bool> IsChangedAsync(INamedTypeSymbol type, Solution solution, CancellationToken cancellationToken)
    {
        for (var level = type; level is not null; level = level.BaseType)
        {
            foreach (var member in level.GetMembers())
            {
                if (!member.IsStatic
                    && !member.IsImplicitlyDeclared
                    && member is IPropertySymbol { IsIndexer: false } or IFieldSymbol
                    && level.DeclaringSyntaxReferences.Length > 0
                    && (await Changes.AreMadeAsync(member, solution, cancellationToken).ConfigureAwait(false)
                        || await Changes.AreMadeInsideAsync(member, solution, cancellationToken).ConfigureAwait(false)))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
