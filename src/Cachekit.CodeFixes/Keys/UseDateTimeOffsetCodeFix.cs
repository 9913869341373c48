using System.Collections.Immutable;
using Cachekit.CodeFixes.Infrastructure;
using Cachekit.CodeFixes.Methods;
using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Cachekit.CodeFixes.Keys;

/// <summary>CACHEKIT105: lets a method and its uncached body take a <c>DateTimeOffset</c>, which callers' <c>DateTime</c>s convert to.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UseDateTimeOffsetCodeFix))]
public sealed class UseDateTimeOffsetCodeFix : RepairingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.KeyIsDateTime);

    internal override async Task<IReadOnlyList<Repair>> FindRepairsAsync(SourceFacts source, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var edits = new SourceEdits();
        if (source.FindNode<ParameterSyntax>(diagnostic) is not { Parent.Parent: MethodDeclarationSyntax } syntax
            || source.Model.GetDeclaredSymbol(syntax, cancellationToken) is not { ContainingSymbol: IMethodSymbol method } parameter
            || Uses.IsBound(method)
            || !TryChange(source, edits, syntax)
            || (await Uses.FindAsync(method, source.Document.Project.Solution, cancellationToken).ConfigureAwait(false)).AnyDelegates)
        {
            return [];
        }

        if (UncachedBodies.Find(method) is { } body && !await TryChangeBodyAsync(source, edits, method, parameter, body, cancellationToken).ConfigureAwait(false))
        {
            return [];
        }

        await Uses.ChangeCrefsAsync(source, edits, parameter, "System.DateTimeOffset", cancellationToken).ConfigureAwait(false);
        return (await Speculation.NewFindingsAsync(source, edits, method.ContainingType, cancellationToken).ConfigureAwait(false)).Count == 0
            && await Speculation.CompilesAsync(source, edits, method.ContainingType, cancellationToken).ConfigureAwait(false)
                ? [new Repair($"Declare '{parameter.Name}' as DateTimeOffset", nameof(UseDateTimeOffsetCodeFix), edits)]
                : [];
    }

    private static async Task<bool> TryChangeBodyAsync(
        SourceFacts source, SourceEdits edits, IMethodSymbol method, IParameterSymbol parameter, IMethodSymbol body, CancellationToken cancellationToken)
    {
        var index = method.Parameters.Where(AnnotatedMethods.IsArgument).ToList().IndexOf(parameter);
        var ofBody = body.Parameters.Where(AnnotatedMethods.IsArgument).ElementAt(index);
        return ofBody.DeclaringSyntaxReferences.Length == 1
            && await ofBody.DeclaringSyntaxReferences[0].GetSyntaxAsync(cancellationToken).ConfigureAwait(false) is ParameterSyntax syntax
            && await source.OfAsync(syntax.SyntaxTree, cancellationToken).ConfigureAwait(false) is { } place
            && !Uses.IsBound(body)
            && TryChange(place, edits, syntax);
    }

    private static bool TryChange(SourceFacts source, SourceEdits edits, ParameterSyntax parameter)
    {
        var type = parameter.Type is NullableTypeSyntax nullable ? nullable.ElementType : parameter.Type;
        if (type is null
            || source.Model.GetTypeInfo(type).Type is not { SpecialType: SpecialType.System_DateTime }
            || TypeNames.Name(source, edits, "System.DateTimeOffset", parameter.SpanStart) is not { } name)
        {
            return false;
        }

        edits.Replace(source.Id, type.Span, name);
        return true;
    }
}
