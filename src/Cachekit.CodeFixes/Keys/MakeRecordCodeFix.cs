using System.Collections.Immutable;
using Cachekit.CodeFixes.Infrastructure;
using Cachekit.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Cachekit.CodeFixes.Keys;

/// <summary>CACHEKIT103: makes a class a record, so that its members say what is equal.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeRecordCodeFix))]
public sealed class MakeRecordCodeFix : RepairingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.KeyClassWithoutValueEquality);

    internal override async Task<IReadOnlyList<Repair>> FindRepairsAsync(SourceFacts source, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var edits = new SourceEdits();
        if (KeyClasses.Find(source, diagnostic, cancellationToken) is not var (parameter, type)
            || !await Records.TryMakeAsync(source, edits, type, cancellationToken).ConfigureAwait(false))
        {
            return [];
        }

        return await Speculation.RepairsAsync(source, edits, parameter.ContainingType, cancellationToken, diagnostic.Id).ConfigureAwait(false)
            && await Speculation.CompilesAsync(source, edits, type, cancellationToken).ConfigureAwait(false)
                ? [new Repair($"Make '{type.Name}' a record", nameof(MakeRecordCodeFix), edits)]
                : [];
    }
}
