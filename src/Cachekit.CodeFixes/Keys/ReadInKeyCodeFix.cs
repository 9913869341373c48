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
using Microsoft.CodeAnalysis.Text;

namespace Cachekit.CodeFixes.Keys;

/// <summary>CACHEKIT104: reads what says who is asking in a property with <c>[CacheKey]</c>, which is in the keys, or in a secure type the tenant with <c>[CacheTenant]</c>.</summary>
/// <remarks>
/// Only what comes down to a simple value. Local time is left out: in a key it would make an entry for each call, and which of its parts the body
/// goes by, or whether universal time would do, only the user knows.
/// </remarks>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReadInKeyCodeFix))]
public sealed class ReadInKeyCodeFix : RepairingCodeFix
{
    private static readonly string[] Clocks = ["DateTime", "DateTimeOffset", "TimeProvider", "TimeZoneInfo"];
    private static readonly string[] Short = ["Id", "Name", "Key", "Code", "Value", "Number"];

    // What the compiler says of a null that the code around the read has excluded.
    private static readonly string[] OfNull = ["CS8602", "CS8603", "CS8604"];

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.AmbientStateRead);

    internal override async Task<IReadOnlyList<Repair>> FindRepairsAsync(SourceFacts source, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (source.FindNode<SimpleNameSyntax>(diagnostic) is not { } name
            || source.Model.GetSymbolInfo(name, cancellationToken).Symbol is not { } read
            || Array.IndexOf(Clocks, read.ContainingType?.Name) >= 0
            || ValueOf(source, name, cancellationToken) is not { } value
            || name.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration
            || source.Model.GetDeclaredSymbol(declaration, cancellationToken) is not { } type
            || !IsOfInstance(source, value, type, cancellationToken)
            || FreeName(value, type) is not { } property
            || ReadsOf(source, declaration, value, cancellationToken) is not { Count: > 0 } reads)
        {
            return [];
        }

        // The tenant of a secure type also chooses the key that encrypts.
        var isTenant = property.IndexOf("Tenant", StringComparison.Ordinal) >= 0
            && source.Model.GetTypeInfo(value, cancellationToken).Type?.SpecialType == SpecialType.System_String
            && type.GetMembers().OfType<IMethodSymbol>().Any(method => method.FindAttribute(KnownNames.Cache) is { } cache && SecurityParser.IsSecure(method, cache, cancellationToken));

        // Where another class caches the methods, that class reads it.
        var accessibility = type.GetMembers().OfType<IMethodSymbol>().Any(OtherForms.Handle) ? "internal" : "private";
        var edits = new SourceEdits();
        if (TypeNames.Attribute(source, edits, isTenant ? KnownNames.CacheTenant : KnownNames.CacheKey, declaration.SpanStart) is not { } attribute
            || !TryInsert(source, edits, declaration, $"[{attribute}]", $"{accessibility} {TypeOf(source, value, cancellationToken)} {property} => {TextOf(value)};"))
        {
            return [];
        }

        foreach (var one in reads)
        {
            edits.Replace(source.Id, one.Span, property);
        }

        return (await Speculation.NewFindingsAsync(source, edits, type, cancellationToken).ConfigureAwait(false)).Count == 0
            && await Speculation.CompilesAsync(source, edits, type, cancellationToken).ConfigureAwait(false)
            && !await HasNewNullsAsync(source, edits, cancellationToken).ConfigureAwait(false)
                ? [new Repair($"Read '{TextOf(value)}' in a property with [{attribute}]", nameof(ReadInKeyCodeFix), edits)]
                : [];
    }

    /// <summary>The first expression around a read that is a simple value: of <c>user.Identity.Name.Length</c> the name.</summary>
    private static ExpressionSyntax? ValueOf(SourceFacts source, SimpleNameSyntax name, CancellationToken cancellationToken)
    {
        for (SyntaxNode? node = name; node is ExpressionSyntax expression; node = Around(expression))
        {
            var isPart = expression.Parent is MemberAccessExpressionSyntax access && access.Name == expression
                || expression.Parent is ConditionalAccessExpressionSyntax { WhenNotNull: var part } && part == expression
                || expression is MemberBindingExpressionSyntax
                || expression.Ancestors().TakeWhile(static node => node is ExpressionSyntax).OfType<ConditionalAccessExpressionSyntax>().Any(outer => outer.WhenNotNull.Span.Contains(expression.Span));
            if (!isPart && source.Model.GetTypeInfo(expression, cancellationToken).Type is { } type && IsSimple(type))
            {
                return expression;
            }
        }

        return null;
    }

    /// <summary>What reads on from an expression, with nothing that is not in the code already.</summary>
    private static ExpressionSyntax? Around(ExpressionSyntax expression) => expression.Parent switch
    {
        MemberAccessExpressionSyntax access => access,
        MemberBindingExpressionSyntax binding => binding,
        ConditionalAccessExpressionSyntax access => access,
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } known => known,
        InvocationExpressionSyntax call when call.Expression == expression && call.ArgumentList.Arguments.All(static argument => argument.Expression is LiteralExpressionSyntax) => call,
        _ => null,
    };

    private static bool IsSimple(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? IsSimple(nullable.TypeArguments[0])
        : type.SpecialType is SpecialType.System_String or SpecialType.System_Boolean or (>= SpecialType.System_SByte and <= SpecialType.System_UInt64)
            || type.TypeKind == TypeKind.Enum
            || type.Is("System.Guid");

    /// <summary>Whether an expression needs nothing but the instance and what is static.</summary>
    private static bool IsOfInstance(SourceFacts source, ExpressionSyntax value, INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        foreach (var name in value.DescendantNodesAndSelf().OfType<SimpleNameSyntax>())
        {
            if (source.Model.GetSymbolInfo(name, cancellationToken).Symbol
                is ILocalSymbol or IRangeVariableSymbol or null
                or IParameterSymbol { ContainingSymbol: not IMethodSymbol { MethodKind: MethodKind.Constructor } })
            {
                return false;
            }
        }

        return !type.IsStatic;
    }

    /// <summary>The name of a property for a value: of <c>user.Id</c> it is <c>UserId</c>.</summary>
    private static string? FreeName(ExpressionSyntax value, INamedTypeSymbol type)
    {
        var names = value.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Select(static name => Pascal(name.Identifier.ValueText)).ToList();
        if (names.Count == 0)
        {
            return null;
        }

        var last = names[names.Count - 1];
        var name = names.Count > 1 && Array.IndexOf(Short, last) >= 0 && !last.StartsWith(names[names.Count - 2], StringComparison.Ordinal) ? names[names.Count - 2] + last : last;
        return SyntaxFacts.IsValidIdentifier(name) && type.Name != name && type.SelfAndBases().All(level => level.GetMembers(name).IsEmpty) ? name : null;
    }

    /// <summary>An expression on one line, without comments.</summary>
    private static string TextOf(ExpressionSyntax value) =>
        string.Concat(value.DescendantTokens().Select(static token => token.IsKind(SyntaxKind.CommaToken) ? ", " : token.Text));

    private static string Pascal(string name)
    {
        var trimmed = name.TrimStart('_');
        return trimmed.Length == 0 ? name : char.ToUpperInvariant(trimmed[0]) + trimmed.Substring(1);
    }

    private static string TypeOf(SourceFacts source, ExpressionSyntax value, CancellationToken cancellationToken)
    {
        var info = source.Model.GetTypeInfo(value, cancellationToken);
        var type = info.Type!;
        if (type.IsReferenceType && source.Model.GetNullableContext(value.SpanStart).AnnotationsEnabled())
        {
            type = type.WithNullableAnnotation(info.Nullability.FlowState == NullableFlowState.MaybeNull ? NullableAnnotation.Annotated : NullableAnnotation.NotAnnotated);
        }

        return type.ToMinimalDisplayString(source.Model, value.SpanStart);
    }

    /// <summary>The same reads in the methods of the type: all go through the property.</summary>
    private static List<ExpressionSyntax> ReadsOf(SourceFacts source, TypeDeclarationSyntax declaration, ExpressionSyntax value, CancellationToken cancellationToken) =>
    [
        .. declaration.Members
            .Where(static member => member is MethodDeclarationSyntax or PropertyDeclarationSyntax && !member.Modifiers.Any(SyntaxKind.StaticKeyword))
            .SelectMany(static member => member.DescendantNodes())
            .OfType<ExpressionSyntax>()
            .Where(one => one.RawKind == value.RawKind && !Uses.IsNameOnly(one) && SyntaxFactory.AreEquivalent(one, value) && SymbolsIn(source, one, cancellationToken).SequenceEqual(SymbolsIn(source, value, cancellationToken), SymbolEqualityComparer.Default)),
    ];

    // A local may have the name of a field.
    private static IEnumerable<ISymbol?> SymbolsIn(SourceFacts source, ExpressionSyntax expression, CancellationToken cancellationToken) =>
        expression.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Select(name => source.Model.GetSymbolInfo(name, cancellationToken).Symbol);

    /// <summary>Writes the property above the first method with an attribute of ours.</summary>
    private static bool TryInsert(SourceFacts source, SourceEdits edits, TypeDeclarationSyntax declaration, string attribute, string property)
    {
        var index = declaration.Members.IndexOf(member => member is MethodDeclarationSyntax method && source.Model.GetDeclaredSymbol(method) is { } symbol && UncachedBodies.IsAnnotated(symbol));
        if (index < 0)
        {
            return false;
        }

        var next = declaration.Members[index];
        var directives = next.GetFirstToken().LeadingTrivia.Where(static trivia => trivia.IsDirective).ToList();
        if (directives.Exists(static directive => !IsHarmless(directive)))
        {
            return false;
        }

        if (!source.StartsLine(next.SpanStart))
        {
            edits.Insert(source.Id, next.SpanStart, $"{attribute} {property} ");
            return true;
        }

        var indentation = source.IndentationAt(next.SpanStart);
        if (directives.Count > 0)
        {
            // The method stands in a region, and its property with it.
            edits.Insert(
                source.Id, directives[directives.Count - 1].FullSpan.End, $"{indentation}{attribute}{source.NewLine}{indentation}{property}{source.NewLine}{source.NewLine}");
            return true;
        }

        var before = index == 0 ? declaration.OpenBraceToken : declaration.Members[index - 1].GetLastToken();
        var end = source.Text.Lines.GetLineFromPosition(before.Span.End).End;
        var text = source.NewLine + indentation + attribute + source.NewLine + indentation + property;
        edits.Insert(source.Id, end, index == 0 ? text + source.NewLine : source.NewLine + text);
        return true;
    }

    private static bool IsHarmless(SyntaxTrivia directive) =>
        directive.IsKind(SyntaxKind.RegionDirectiveTrivia) || directive.IsKind(SyntaxKind.EndRegionDirectiveTrivia) || directive.IsKind(SyntaxKind.PragmaWarningDirectiveTrivia);

    private static async Task<bool> HasNewNullsAsync(SourceFacts source, SourceEdits edits, CancellationToken cancellationToken)
    {
        var changed = await Speculation.CompileAsync(source, edits, cancellationToken).ConfigureAwait(false);
        var tree = changed.SyntaxTrees.First(tree => tree.FilePath == source.Root.SyntaxTree.FilePath);
        return Count(changed.GetSemanticModel(tree)) > Count(source.Model);

        int Count(SemanticModel model) => model.GetDiagnostics(cancellationToken: cancellationToken).Count(static diagnostic => Array.IndexOf(OfNull, diagnostic.Id) >= 0);
    }
}
