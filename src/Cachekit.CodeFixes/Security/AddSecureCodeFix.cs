using System.Collections.Immutable;
using Cachekit.CodeFixes.Infrastructure;
using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.CodeFixes.Security;

/// <summary>CACHEKIT401 and CACHEKIT409: encrypts the entries of a cached method, or of all of the type whose member is marked.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddSecureCodeFix))]
public sealed class AddSecureCodeFix : RepairingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.Create(DiagnosticIds.TenantWithoutSecure, DiagnosticIds.SecretNotEncrypted);

    internal override async Task<IReadOnlyList<Repair>> FindRepairsAsync(SourceFacts source, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var edits = new SourceEdits();
        var (type, name) = source.FindNode<MemberDeclarationSyntax>(diagnostic) switch
        {
            MethodDeclarationSyntax method => Method(source, edits, method, cancellationToken),
            FieldDeclarationSyntax or PropertyDeclarationSyntax => Type(source, edits, source.FindNode<TypeDeclarationSyntax>(diagnostic)!, cancellationToken),
            _ => (null, ""),
        };
        return type is not null && (await Speculation.NewFindingsAsync(source, edits, type, cancellationToken).ConfigureAwait(false)).Count == 0
            ? [new Repair($"Encrypt the entries of '{name}' with [Secure]", nameof(AddSecureCodeFix), edits)]
            : [];
    }

    private static (INamedTypeSymbol? Type, string Name) Method(SourceFacts source, SourceEdits edits, MethodDeclarationSyntax method, CancellationToken cancellationToken)
    {
        if (source.Model.GetDeclaredSymbol(method, cancellationToken) is { } symbol
            && Attributes.Find(symbol, KnownNames.Cache, cancellationToken) is { } cache
            && cache.SyntaxTree == source.Root.SyntaxTree
            && TypeNames.Attribute(source, edits, KnownNames.Secure, method.SpanStart) is { } attribute)
        {
            Attributes.AddBeside(source, edits, cache, attribute);
            return (symbol.ContainingType, symbol.Name);
        }

        return (null, "");
    }

    private static (INamedTypeSymbol? Type, string Name) Type(SourceFacts source, SourceEdits edits, TypeDeclarationSyntax declaration, CancellationToken cancellationToken)
    {
        if (source.Model.GetDeclaredSymbol(declaration, cancellationToken) is { } type
            && type.GetMembers().OfType<IMethodSymbol>().Any(static method => !method.IsStatic && method.HasAttribute(KnownNames.Cache))
            && TypeNames.Attribute(source, edits, KnownNames.Secure, declaration.SpanStart) is { } attribute)
        {
            Attributes.Add(source, edits, declaration, attribute);
            return (type, type.Name);
        }

        return (null, "");
    }
}
