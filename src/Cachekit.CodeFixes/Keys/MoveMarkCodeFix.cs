using System.Collections.Immutable;
using Cachekit.CodeFixes.Infrastructure;
using Cachekit.CodeFixes.Methods;
using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Cachekit.CodeFixes.Keys;

/// <summary>CACHEKIT108: moves a mark from the uncached body, where nobody reads it, to its method.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MoveMarkCodeFix))]
public sealed class MoveMarkCodeFix : RepairingCodeFix
{
    private static readonly string[] Marks = [KnownNames.CacheKey, KnownNames.CacheIgnore];

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.KeyMarkWithoutEffect);

    internal override async Task<IReadOnlyList<Repair>> FindRepairsAsync(SourceFacts source, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (source.FindNode<ParameterSyntax>(diagnostic) is not { Parent.Parent: MethodDeclarationSyntax } syntax
            || source.Model.GetDeclaredSymbol(syntax, cancellationToken) is not { ContainingSymbol: IMethodSymbol body } parameter
            || UncachedBodies.MethodOf(body) is not { } method
            || !method.HasAttribute(KnownNames.Cache)
            || await TargetAsync(body, method, parameter, cancellationToken).ConfigureAwait(false) is not { } target
            || await source.OfAsync(target.SyntaxTree, cancellationToken).ConfigureAwait(false) is not { } place)
        {
            return [];
        }

        var repairs = new List<Repair>();
        foreach (var mark in Marks)
        {
            var edits = new SourceEdits();
            if (Attributes.Find(parameter, mark, cancellationToken) is { } attribute && TypeNames.Attribute(place, edits, mark, target.SpanStart) is { } name)
            {
                Attributes.Remove(source, edits, [attribute]);
                Attributes.Add(place, edits, target, name);
                if ((await Speculation.NewFindingsAsync(source, edits, method.ContainingType, cancellationToken).ConfigureAwait(false)).Count == 0)
                {
                    repairs.Add(new Repair($"Move [{name}] to '{method.Name}'", nameof(MoveMarkCodeFix), edits));
                }
            }
        }

        return repairs;
    }

    /// <summary>The parameter of the method that the body's gets its value from, where it is not marked.</summary>
    private static async Task<ParameterSyntax?> TargetAsync(IMethodSymbol body, IMethodSymbol method, IParameterSymbol parameter, CancellationToken cancellationToken)
    {
        var index = body.Parameters.Where(AnnotatedMethods.IsArgument).ToList().FindIndex(one => one.Name == parameter.Name);
        return index >= 0
            && method.Parameters.Where(AnnotatedMethods.IsArgument).ElementAt(index) is { DeclaringSyntaxReferences: { Length: > 0 } references } target
            && !Marks.Any(target.HasAttribute)
                ? await references[0].GetSyntaxAsync(cancellationToken).ConfigureAwait(false) as ParameterSyntax
                : null;
    }
}
