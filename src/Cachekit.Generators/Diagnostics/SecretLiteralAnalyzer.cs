using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Cachekit.Generators.Diagnostics;

/// <summary>Finds secrets that stand in the code. It repeats none of them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SecretLiteralAnalyzer : DiagnosticAnalyzer
{
    private const string ByName = "the value of a secret, going by the name it gets";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(GuardDescriptors.SecretInCode);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            // Who only caches has not asked for it.
            if (start.Compilation.GetTypeByMetadataName(KnownNames.Secrets) is not null)
            {
                start.RegisterSyntaxNodeAction(Analyze, SyntaxKind.StringLiteralExpression, SyntaxKind.Utf8StringLiteralExpression, SyntaxKind.InterpolatedStringText);
            }
        });
    }

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        var text = context.Node switch
        {
            LiteralExpressionSyntax literal => literal.Token.ValueText,
            InterpolatedStringTextSyntax part => part.TextToken.ValueText,
            _ => "",
        };
        string? what;
        try
        {
            what = SecretForms.Find(text);
        }
        catch (RegexMatchTimeoutException)
        {
            // A text that keeps an expression busy is none of the short ones that secrets are.
            return;
        }

        if (what is null && context.Node is LiteralExpressionSyntax value && NameOf(value) is { } name && SecretForms.IsLikely(name, text))
        {
            what = ByName;
        }

        if (what is not null)
        {
            context.ReportDiagnostic(Diagnostic.Create(GuardDescriptors.SecretInCode, context.Node.GetLocation(), what));
        }
    }

    /// <summary>The name of what gets a literal as its value, or null.</summary>
    private static string? NameOf(LiteralExpressionSyntax literal)
    {
        SyntaxNode node = literal;
        while (node.Parent is ParenthesizedExpressionSyntax or CastExpressionSyntax or PostfixUnaryExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression })
        {
            node = node.Parent;
        }

        return node.Parent switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } => variable.Identifier.ValueText,
            EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property } => property.Identifier.ValueText,
            EqualsValueClauseSyntax { Parent: ParameterSyntax parameter } => parameter.Identifier.ValueText,
            ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax property } => property.Identifier.ValueText,
            AssignmentExpressionSyntax assignment when assignment.Right == node => NameOf(assignment.Left),
            ArgumentSyntax { NameColon.Name.Identifier.ValueText: var argument } => argument,
            AttributeArgumentSyntax { NameEquals.Name.Identifier.ValueText: var argument } => argument,
            AnonymousObjectMemberDeclaratorSyntax { NameEquals.Name.Identifier.ValueText: var member } => member,

            // { "Database:Password", "..." } of a dictionary.
            InitializerExpressionSyntax { RawKind: (int)SyntaxKind.ComplexElementInitializerExpression, Expressions: { Count: 2 } pair } when pair[1] == node && pair[0] is LiteralExpressionSyntax key => key.Token.ValueText,
            _ => null,
        };
    }

    private static string? NameOf(ExpressionSyntax target) => target switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        ElementAccessExpressionSyntax { ArgumentList.Arguments: { Count: 1 } keys } when keys[0].Expression is LiteralExpressionSyntax key => key.Token.ValueText,
        ImplicitElementAccessSyntax { ArgumentList.Arguments: { Count: 1 } keys } when keys[0].Expression is LiteralExpressionSyntax key => key.Token.ValueText,
        _ => null,
    };
}
