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

/// <summary>CACHEKIT501: gives parameters the names by which they fill the key of the method to invalidate.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RenameParameterCodeFix))]
public sealed class RenameParameterCodeFix : RepairingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.InvalidationNotBound);

    internal override async Task<IReadOnlyList<Repair>> FindRepairsAsync(SourceFacts source, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (source.FindNode<AttributeSyntax>(diagnostic) is not { ArgumentList.Arguments: { Count: > 0 } arguments, Parent.Parent: MethodDeclarationSyntax declaration }
            || source.Model.GetDeclaredSymbol(declaration, cancellationToken) is not { } method
            || source.Model.GetConstantValue(arguments[0].Expression, cancellationToken).Value is not string name)
        {
            return [];
        }

        var repairs = new List<Repair>();
        foreach (var target in method.ContainingType.GetMembers(name).OfType<IMethodSymbol>().Where(static one => one.PartialDefinitionPart is null && one.HasAttribute(KnownNames.Cache)))
        {
            foreach (var mapping in Mappings(source.Compilation, method, target))
            {
                var title = "Rename " + string.Join(" and ", mapping.Select(static pair => $"'{pair.Given.Name}' to '{pair.Needed.Name}'"));
                if (repairs.Exists(repair => repair.Title == title)
                    || await RenameAsync(source, declaration, mapping, cancellationToken).ConfigureAwait(false) is not { } edits
                    || !await Speculation.RepairsAsync(source, edits, method.ContainingType, cancellationToken, diagnostic.Id).ConfigureAwait(false))
                {
                    continue;
                }

                repairs.Add(new Repair(title, nameof(RenameParameterCodeFix), edits));
            }
        }

        return repairs;
    }

    /// <summary>Which parameters could fill what is missing: of one missing each that fits, of several the first that fit, in their order.</summary>
    private static List<List<(IParameterSymbol Given, IParameterSymbol Needed)>> Mappings(Compilation compilation, IMethodSymbol method, IMethodSymbol target)
    {
        var missing = ParameterParser.InKey(target).Where(needed => method.Parameters.All(given => given.Name != needed.Name)).ToList();
        var free = method.Parameters.Where(given => AnnotatedMethods.IsArgument(given) && !IsUsed(method, given.Name)).ToList();
        var mappings = new List<List<(IParameterSymbol, IParameterSymbol)>>();
        if (missing.Count == 1)
        {
            foreach (var given in free.Where(given => Fits(compilation, given, missing[0])))
            {
                mappings.Add([(given, missing[0])]);
            }

            return mappings;
        }

        var mapping = new List<(IParameterSymbol, IParameterSymbol)>();
        foreach (var needed in missing)
        {
            if (free.Find(given => Fits(compilation, given, needed)) is not { } first)
            {
                return mappings;
            }

            free.Remove(first);
            mapping.Add((first, needed));
        }

        if (mapping.Count > 0)
        {
            mappings.Add(mapping);
        }

        return mappings;
    }

    /// <summary>Whether a parameter fills a key already, by its name.</summary>
    private static bool IsUsed(IMethodSymbol method, string name)
    {
        foreach (var attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass is { } type && type.Is(KnownNames.Invalidates) && attribute.ArgumentAt(0) is string target
                && method.ContainingType.GetMembers(target).OfType<IMethodSymbol>().Any(one => ParameterParser.InKey(one).Any(needed => needed.Name == name)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Fits(Compilation compilation, IParameterSymbol given, IParameterSymbol needed) =>
        compilation.ClassifyCommonConversion(given.Type, needed.Type).IsImplicit;

    /// <summary>Renames at the declaration, in its documentation, and where callers name the argument; the body has names of its own.</summary>
    private static async Task<SourceEdits?> RenameAsync(
        SourceFacts source, MethodDeclarationSyntax declaration, List<(IParameterSymbol Given, IParameterSymbol Needed)> mapping, CancellationToken cancellationToken)
    {
        var edits = new SourceEdits();
        foreach (var (given, needed) in mapping)
        {
            var name = needed.Name.EscapeIdentifier();
            edits.Replace(source.Id, declaration.ParameterList.Parameters[given.Ordinal].Identifier.Span, name);
            foreach (var reference in await Uses.ReferencesAsync(given, source.Document.Project.Solution, cancellationToken).ConfigureAwait(false))
            {
                if (reference is IdentifierNameSyntax identifier && await source.OfAsync(reference.SyntaxTree, cancellationToken).ConfigureAwait(false) is { } place)
                {
                    edits.Replace(place.Id, identifier.Span, name);
                }
            }
        }

        return edits;
    }
}
