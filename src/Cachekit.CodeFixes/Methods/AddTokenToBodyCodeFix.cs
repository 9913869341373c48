using System.Collections.Immutable;
using Cachekit.CodeFixes.Infrastructure;
using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Cachekit.CodeFixes.Methods;

/// <summary>CACHEKIT012: lets the uncached body take the token that its method takes.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddTokenToBodyCodeFix))]
public sealed class AddTokenToBodyCodeFix : RepairingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.BodyWithoutToken);

    internal override async Task<IReadOnlyList<Repair>> FindRepairsAsync(SourceFacts source, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (source.FindNode<MethodDeclarationSyntax>(diagnostic) is not { } syntax || source.Model.GetDeclaredSymbol(syntax, cancellationToken) is not { } reported)
        {
            return [];
        }

        // It is reported at the body, or at the method where the body is inherited.
        var method = UncachedBodies.IsAnnotated(reported) ? reported : UncachedBodies.MethodOf(reported);
        var body = method is null ? null : UncachedBodies.Find(method);
        var token = method?.Parameters.FirstOrDefault(static parameter => parameter.Type.Is(KnownNames.CancellationToken));
        var edits = new SourceEdits();
        return token is not null && body is not null && !AnnotatedMethods.HasToken(body)
            && await TokenParameter.TryAddToBodyAsync(source, edits, body, token.Name.EscapeIdentifier(), cancellationToken).ConfigureAwait(false)
                ? [new Repair($"Add a CancellationToken to '{body.Name}'", nameof(AddTokenToBodyCodeFix), edits)]
                : [];
    }
}
