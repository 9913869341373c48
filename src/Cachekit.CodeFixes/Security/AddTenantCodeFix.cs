using System.Collections.Immutable;
using Cachekit.CodeFixes.Infrastructure;
using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.CodeFixes.Security;

/// <summary>CACHEKIT410: marks the parameter that looks like the tenant.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddTenantCodeFix))]
public sealed class AddTenantCodeFix : RepairingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.TenantNotMarked);

    internal override async Task<IReadOnlyList<Repair>> FindRepairsAsync(SourceFacts source, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var edits = new SourceEdits();
        if (source.FindNode<ParameterSyntax>(diagnostic) is not { } syntax
            || source.Model.GetDeclaredSymbol(syntax, cancellationToken) is not { } parameter
            || TypeNames.Attribute(source, edits, KnownNames.CacheTenant, syntax.SpanStart) is not { } attribute)
        {
            return [];
        }

        // A tenant is a text; of another type it is converted by the caller, which no single edit does.
        Attributes.Add(source, edits, syntax, attribute);
        return (await Speculation.NewFindingsAsync(source, edits, parameter.ContainingType, cancellationToken).ConfigureAwait(false)).Count == 0
            ? [new Repair($"Encrypt with the key of '{parameter.Name}': [CacheTenant]", nameof(AddTenantCodeFix), edits)]
            : [];
    }
}
