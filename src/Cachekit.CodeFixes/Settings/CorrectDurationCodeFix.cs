using System.Collections.Immutable;
using Cachekit.CodeFixes.Infrastructure;
using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.CodeFixes.Settings;

/// <summary>CACHEKIT300: writes a duration as it is read.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CorrectDurationCodeFix))]
public sealed class CorrectDurationCodeFix : RepairingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.InvalidDuration);

    internal override Task<IReadOnlyList<Repair>> FindRepairsAsync(SourceFacts source, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var repairs = new List<Repair>();
        if (source.FindNode<AttributeArgumentSyntax>(diagnostic) is { NameEquals.Name.Identifier.ValueText: var setting } argument
            && LiteralOf(source, argument, cancellationToken) is var (place, literal))
        {
            var kind = KindOf(setting);
            var number = 0;
            foreach (var suggestion in DurationSuggestions.For(literal.Token.ValueText, kind))
            {
                var edits = new SourceEdits();
                edits.Replace(place, literal.Span, $"\"{suggestion}\"");
                repairs.Add(new Repair($"Write \"{suggestion}\"", $"{nameof(CorrectDurationCodeFix)}{number++}", edits));
            }
        }

        return Task.FromResult<IReadOnlyList<Repair>>(repairs);
    }

    /// <summary>The text itself, where it stands here or at a constant of the same file.</summary>
    private static (DocumentId Place, LiteralExpressionSyntax Literal)? LiteralOf(SourceFacts source, AttributeArgumentSyntax argument, CancellationToken cancellationToken)
    {
        if (argument.Expression is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal)
        {
            return (source.Id, literal);
        }

        return source.Model.GetSymbolInfo(argument.Expression, cancellationToken).Symbol is IFieldSymbol { IsConst: true, DeclaringSyntaxReferences: { Length: 1 } references }
            && references[0].SyntaxTree == source.Root.SyntaxTree
            && references[0].GetSyntax(cancellationToken) is VariableDeclaratorSyntax { Initializer.Value: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } constant }
                ? (source.Id, constant)
                : null;
    }

    private static DurationKind KindOf(string setting) => setting switch
    {
        "StaleFor" => DurationKind.Window,
        "LockWait" => DurationKind.Wait,
        "SoftTimeout" or "HardTimeout" => DurationKind.Timeout,
        _ => DurationKind.Life,
    };
}
