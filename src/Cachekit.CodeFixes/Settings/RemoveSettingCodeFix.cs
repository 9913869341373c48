using System.Collections.Immutable;
using Cachekit.CodeFixes.Infrastructure;
using Cachekit.CodeFixes.Methods;
using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Cachekit.CodeFixes.Settings;

/// <summary>CACHEKIT301, 305 to 308, 314, 317: removes a setting that means nothing, or contradicts another.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveSettingCodeFix))]
public sealed class RemoveSettingCodeFix : RepairingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(
        DiagnosticIds.NullTtlWithoutNulls,
        DiagnosticIds.InvalidBackendName,
        DiagnosticIds.SettingOutOfRange,
        DiagnosticIds.SettingsContradict,
        DiagnosticIds.SettingNotInPreset,
        DiagnosticIds.InteropWithVersion,
        DiagnosticIds.InteropSettingUnused);

    internal override async Task<IReadOnlyList<Repair>> FindRepairsAsync(SourceFacts source, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (source.FindNode<AttributeArgumentSyntax>(diagnostic) is not { NameEquals.Name.Identifier.ValueText: var setting } argument
            || argument.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } declaration
            || source.Model.GetDeclaredSymbol(declaration, cancellationToken) is not { } method
            || !UncachedBodies.IsAnnotated(method))
        {
            // A setting of a type or an assembly goes for methods that it may be right for.
            return [];
        }

        var edits = new SourceEdits();
        Attributes.Remove(source, edits, argument);
        return await Speculation.RepairsAsync(source, edits, method.ContainingType, cancellationToken, diagnostic.Id).ConfigureAwait(false)
            ? [new Repair($"Remove {setting}", nameof(RemoveSettingCodeFix), edits)]
            : [];
    }
}
