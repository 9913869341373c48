using System.Collections.Immutable;
using Cachekit.CodeFixes.Infrastructure;
using Cachekit.CodeFixes.Methods;
using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.CodeFixes.Invalidation;

/// <summary>CACHEKIT500: names the cached method that is very likely meant, with <c>nameof</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CorrectTargetCodeFix))]
public sealed class CorrectTargetCodeFix : RepairingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.InvalidationTargetMissing);

    internal override async Task<IReadOnlyList<Repair>> FindRepairsAsync(SourceFacts source, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (source.FindNode<AttributeSyntax>(diagnostic) is not { ArgumentList.Arguments: { Count: > 0 } arguments, Parent.Parent: MethodDeclarationSyntax declaration }
            || source.Model.GetDeclaredSymbol(declaration, cancellationToken) is not { } method
            || source.Model.GetConstantValue(arguments[0].Expression, cancellationToken).Value is not string written)
        {
            return [];
        }

        var repairs = new List<Repair>();
        foreach (var name in Targets(method.ContainingType, written))
        {
            var edits = new SourceEdits();
            edits.Replace(source.Id, arguments[0].Expression.Span, $"nameof({name.EscapeIdentifier()})");
            if (await Speculation.RepairsAsync(source, edits, method.ContainingType, cancellationToken, diagnostic.Id).ConfigureAwait(false))
            {
                repairs.Add(new Repair($"Invalidate '{name}'", nameof(CorrectTargetCodeFix), edits));
            }
        }

        return repairs;
    }

    /// <summary>The cached methods whose name, or whose body's name, is nearly the one that is written; the nearest first.</summary>
    private static IEnumerable<string> Targets(INamedTypeSymbol type, string written) => type.GetMembers()
        .OfType<IMethodSymbol>()
        .Where(static method => method.HasAttribute(KnownNames.Cache))
        .Select(method => (method.Name, Distance: Distance(method, written)))
        .Where(static target => target.Distance is not null)
        .GroupBy(static target => target.Name, StringComparer.Ordinal)
        .Select(static group => (Name: group.Key, Distance: group.Min(static target => target.Distance)))
        .OrderBy(static target => target.Distance)
        .ThenBy(static target => target.Name, StringComparer.Ordinal)
        .Select(static target => target.Name);

    private static int? Distance(IMethodSymbol target, string written)
    {
        // The body's name, another case, or one without Async.
        var (name, bare) = (Name(target.Name), Bare(target.Name));
        if (written == UncachedBodies.NameOf(target) || written == BodyParser.ConventionalName(target) || bare == Bare(written))
        {
            return 0;
        }

        var distance = Math.Min(EditDistance.Between(bare, Bare(written)), EditDistance.Between(name, Name(written)));
        return distance <= Math.Max(1, bare.Length / 4) ? distance : null;
    }

    private static string Bare(string name)
    {
        var upper = Name(name);
        return upper.EndsWith("ASYNC", StringComparison.Ordinal) ? upper.Substring(0, upper.Length - "ASYNC".Length) : upper;
    }

    private static string Name(string name) => name.Substring(name.LastIndexOf('.') + 1).ToUpperInvariant();
}
