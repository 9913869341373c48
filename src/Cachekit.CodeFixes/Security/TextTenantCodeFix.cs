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
using Microsoft.CodeAnalysis.Operations;

namespace Cachekit.CodeFixes.Security;

/// <summary>CACHEKIT402: takes a tenant that is a <c>Guid</c> as a string. Callers write its usual form, which the body reads again where it needs the value.</summary>
/// <remarks>Other types have no form that is the usual one: which it is belongs to the stored data, and the user chooses it.</remarks>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TextTenantCodeFix))]
public sealed class TextTenantCodeFix : RepairingCodeFix
{
    private const string AsText = ".ToString(\"D\")";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.TenantNotText);

    internal override async Task<IReadOnlyList<Repair>> FindRepairsAsync(SourceFacts source, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var edits = new SourceEdits();
        if (source.FindNode<ParameterSyntax>(diagnostic) is not { Parent.Parent: MethodDeclarationSyntax } syntax
            || source.Model.GetDeclaredSymbol(syntax, cancellationToken) is not { ContainingSymbol: IMethodSymbol method } parameter
            || Uses.IsBound(method)
            || !TryChange(source, edits, syntax, parameter)
            || !await TryChangeCallersAsync(source, edits, method, parameter, cancellationToken).ConfigureAwait(false)
            || (UncachedBodies.Find(method) is { } body && !await TryChangeBodyAsync(source, edits, method, parameter, body, cancellationToken).ConfigureAwait(false)))
        {
            return [];
        }

        await Uses.ChangeCrefsAsync(source, edits, parameter, "System.String", cancellationToken).ConfigureAwait(false);
        return await Speculation.RepairsAsync(source, edits, method.ContainingType, cancellationToken, diagnostic.Id).ConfigureAwait(false)
            && await Speculation.CompilesAsync(source, edits, method.ContainingType, cancellationToken).ConfigureAwait(false)
                ? [new Repair($"Take '{parameter.Name}' as a string, which callers write with ToString(\"D\")", nameof(TextTenantCodeFix), edits)]
                : [];
    }

    private static bool TryChange(SourceFacts source, SourceEdits edits, ParameterSyntax syntax, IParameterSymbol parameter)
    {
        if (!parameter.Type.Is("System.Guid") || syntax.Type is null || syntax.Default is not null || parameter.RefKind != RefKind.None)
        {
            return false;
        }

        edits.Replace(source.Id, syntax.Type.Span, "string");
        return true;
    }

    private static async Task<bool> TryChangeCallersAsync(SourceFacts source, SourceEdits edits, IMethodSymbol method, IParameterSymbol parameter, CancellationToken cancellationToken)
    {
        var (anyCalls, anyDelegates) = await Uses.FindAsync(method, source.Document.Project.Solution, cancellationToken).ConfigureAwait(false);
        if (!anyCalls || anyDelegates)
        {
            return !anyDelegates;
        }

        foreach (var node in await Uses.ReferencesAsync(method, source.Document.Project.Solution, cancellationToken).ConfigureAwait(false))
        {
            if (node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call || !call.Expression.Span.Contains(node.Span))
            {
                // A name in a comment or an attribute.
                continue;
            }

            if (await source.OfAsync(node.SyntaxTree, cancellationToken).ConfigureAwait(false) is not { } place
                || place.Model.GetOperation(call, cancellationToken) is not IInvocationOperation operation
                || operation.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal) is not { ArgumentKind: ArgumentKind.Explicit, Syntax: ArgumentSyntax { Expression: var given } }
                || place.Model.GetTypeInfo(given, cancellationToken).Type?.Is("System.Guid") != true)
            {
                return false;
            }

            // Calls as arguments of calls would need one change inside the other, which is none at the same place.
            if (given is IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax or ParenthesizedExpressionSyntax or ObjectCreationExpressionSyntax)
            {
                edits.Insert(place.Id, given.Span.End, AsText);
            }
            else
            {
                edits.Insert(place.Id, given.SpanStart, "(");
                edits.Insert(place.Id, given.Span.End, ")" + AsText);
            }
        }

        return true;
    }

    private static async Task<bool> TryChangeBodyAsync(
        SourceFacts source, SourceEdits edits, IMethodSymbol method, IParameterSymbol parameter, IMethodSymbol body, CancellationToken cancellationToken)
    {
        var index = method.Parameters.Where(AnnotatedMethods.IsArgument).ToList().IndexOf(parameter);
        var ofBody = body.Parameters.Where(AnnotatedMethods.IsArgument).ElementAt(index);
        if (Uses.IsBound(body)
            || ofBody.DeclaringSyntaxReferences.Length != 1
            || await ofBody.DeclaringSyntaxReferences[0].GetSyntaxAsync(cancellationToken).ConfigureAwait(false) is not ParameterSyntax { Parent.Parent: MethodDeclarationSyntax declaration } syntax
            || await source.OfAsync(syntax.SyntaxTree, cancellationToken).ConfigureAwait(false) is not { } place
            || await Uses.FindAsync(body, source.Document.Project.Solution, cancellationToken).ConfigureAwait(false) is not (false, false)
            || !TryChange(place, edits, syntax, ofBody))
        {
            return false;
        }

        foreach (var node in declaration.DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            if (node.Identifier.ValueText == ofBody.Name
                && SymbolEqualityComparer.Default.Equals(place.Model.GetSymbolInfo(node, cancellationToken).Symbol, ofBody)
                && !TryChangeRead(place, edits, node))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryChangeRead(SourceFacts source, SourceEdits edits, IdentifierNameSyntax read)
    {
        switch (read.Parent)
        {
            case InterpolationSyntax { FormatClause: null, AlignmentClause: null }:
            case ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } }:
                return true;
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToString", Parent: InvocationExpressionSyntax text } access
                when access.Expression == read && text.ArgumentList.Arguments.All(static argument => argument.Expression is LiteralExpressionSyntax { Token.ValueText: "D" }):
                edits.Replace(source.Id, text.Span, read.Identifier.Text);
                return true;
            case AssignmentExpressionSyntax assignment when assignment.Left == read:
            case ArgumentSyntax argument when !argument.RefKindKeyword.IsKind(SyntaxKind.None):
                return false;
            default:
                if (TypeNames.Name(source, edits, "System.Guid", read.SpanStart) is not { } guid)
                {
                    return false;
                }

                edits.Replace(source.Id, read.Span, read.Parent is AnonymousObjectMemberDeclaratorSyntax { NameEquals: null } ? $"{read.Identifier.Text} = {guid}.Parse({read.Identifier.Text})" : $"{guid}.Parse({read.Identifier.Text})");
                return true;
        }
    }
}
