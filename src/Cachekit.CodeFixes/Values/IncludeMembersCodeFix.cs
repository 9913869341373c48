using System.Collections.Immutable;
using Cachekit.CodeFixes.Infrastructure;
using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Parsing.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TypeNames = Cachekit.CodeFixes.Infrastructure.TypeNames;

namespace Cachekit.CodeFixes.Values;

/// <summary>CACHEKIT212: stores the fields, and the properties that are not public, of a type that has nothing else, with <c>[CacheInclude]</c>.</summary>
/// <remarks>All of them, or none: of an object that comes back with a part of its state nobody would notice the rest.</remarks>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IncludeMembersCodeFix))]
public sealed class IncludeMembersCodeFix : RepairingCodeFix
{
    private const string CacheInclude = "Cachekit.CacheIncludeAttribute";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.ValueHasNothingStored);

    internal override async Task<IReadOnlyList<Repair>> FindRepairsAsync(SourceFacts source, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (CachedValues.Find(source, diagnostic, cancellationToken) is not var (method, value))
        {
            return [];
        }

        var edits = new SourceEdits();
        var names = new List<string>();
        var objects = new ObjectShapeParser(method.ContainingType, source.Compilation);
        foreach (var type in CachedValues.Reachable(value, throughFields: true))
        {
            if (objects.Parse(type).Problems.Exists(static problem => problem.Make("").Id == DiagnosticIds.ValueHasNothingStored))
            {
                names.Add($"'{type.Name}'");
                if (!await TryIncludeAsync(source, edits, type, cancellationToken).ConfigureAwait(false))
                {
                    return [];
                }
            }
        }

        return names.Count > 0 && await Speculation.RepairsAsync(source, edits, method.ContainingType, cancellationToken, diagnostic.Id).ConfigureAwait(false)
            ? [new Repair($"Store the members of {string.Join(" and ", names)} with [CacheInclude]", nameof(IncludeMembersCodeFix), edits)]
            : [];
    }

    private static async Task<bool> TryIncludeAsync(SourceFacts source, SourceEdits edits, INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        for (var level = type; level is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) }; level = level.BaseType)
        {
            foreach (var field in level.GetMembers().OfType<IFieldSymbol>().Where(static field => !field.IsStatic && !field.IsConst))
            {
                var member = field.AssociatedSymbol ?? field;
                if (member.DeclaringSyntaxReferences.Length != 1
                    || field.IsReadOnly
                    || await member.DeclaringSyntaxReferences[0].GetSyntaxAsync(cancellationToken).ConfigureAwait(false) is not { } syntax
                    || syntax.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } declaration
                    || await source.OfAsync(syntax.SyntaxTree, cancellationToken).ConfigureAwait(false) is not { } place
                    || TypeNames.Attribute(place, edits, CacheInclude, declaration.SpanStart) is not { } attribute)
                {
                    return false;
                }

                // Fields that are declared together are marked together.
                Attributes.Add(place, edits, declaration, attribute);
            }
        }

        return true;
    }
}
