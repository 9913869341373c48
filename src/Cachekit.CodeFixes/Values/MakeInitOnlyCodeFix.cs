using System.Collections.Immutable;
using Cachekit.CodeFixes.Infrastructure;
using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Parsing.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Cachekit.CodeFixes.Values;

/// <summary>
/// CACHEKIT215: writes <c>init</c> for <c>set</c> in the user's types that make a value mutable, where nobody sets their properties later; as
/// another offer it also makes their classes records.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeInitOnlyCodeFix))]
public sealed class MakeInitOnlyCodeFix : RepairingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.ValueIsMutable);

    internal override async Task<IReadOnlyList<Repair>> FindRepairsAsync(SourceFacts source, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        // Collections have no other form that their callers would not notice.
        var edits = new SourceEdits();
        if (CachedValues.Find(source, diagnostic, cancellationToken) is not var (method, value)
            || CachedValues.CauseOf(method, source.Compilation, cancellationToken) is not { Kind: MutabilityKind.Setter }
            || await Setters.MakeInitOnlyAsync(source, edits, value, cancellationToken).ConfigureAwait(false) is not { } types
            // All of them, or the value stays mutable.
            || !await CachedValues.IsImmutableAfterAsync(source, edits, method, cancellationToken).ConfigureAwait(false))
        {
            return [];
        }

        var repairs = new List<Repair> { new($"Make the setters of {NamesOf(types)} init-only", nameof(MakeInitOnlyCodeFix), edits) };
        if (await RecordsAsync(source, edits, method, types, cancellationToken).ConfigureAwait(false) is { } records)
        {
            repairs.Add(records);
        }

        return repairs;
    }

    private static async Task<Repair?> RecordsAsync(
        SourceFacts source, SourceEdits initOnly, IMethodSymbol method, IReadOnlyList<INamedTypeSymbol> types, CancellationToken cancellationToken)
    {
        var classes = types.Where(static type => type is { TypeKind: TypeKind.Class, IsRecord: false }).ToList();
        var edits = new SourceEdits();
        edits.TryAdd(initOnly);
        foreach (var type in classes)
        {
            if (!await Records.TryMakeAsync(source, edits, type, cancellationToken).ConfigureAwait(false))
            {
                return null;
            }
        }

        return classes.Count > 0 && await CachedValues.IsImmutableAfterAsync(source, edits, method, cancellationToken).ConfigureAwait(false)
            ? new Repair(
                classes.Count == 1 ? $"Make {NamesOf(classes)} a record with init members" : $"Make {NamesOf(classes)} records with init members",
                $"{nameof(MakeInitOnlyCodeFix)} {nameof(Records)}",
                edits)
            : null;
    }

    private static string NamesOf(IEnumerable<INamedTypeSymbol> types) => string.Join(" and ", types.Select(static type => $"'{type.Name}'"));
}
