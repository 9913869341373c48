using System.Collections.Immutable;
using Cachekit.CodeFixes.Infrastructure;
using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Parsing;
using Cachekit.Generators.Parsing.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.CodeFixes.Values;

/// <summary>CACHEKIT215: writes <c>init</c> for <c>set</c> in the user's types that make a value mutable, where nobody sets their properties later.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeInitOnlyCodeFix))]
public sealed class MakeInitOnlyCodeFix : RepairingCodeFix
{
    private const int MostTypes = 50;

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.ValueIsMutable);

    internal override async Task<IReadOnlyList<Repair>> FindRepairsAsync(SourceFacts source, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (source.FindNode<MethodDeclarationSyntax>(diagnostic) is not { } declaration
            || source.Model.GetDeclaredSymbol(declaration, cancellationToken) is not { } method
            || ReturnTypes.Classify(method.ReturnType).Value is not { } value)
        {
            return [];
        }

        if (CauseOf(method, source.Compilation, cancellationToken) is not { Kind: MutabilityKind.Setter })
        {
            // Collections have no other form that their callers would not notice.
            return [];
        }

        var edits = new SourceEdits();
        var names = new List<string>();
        foreach (var type in Reachable(value))
        {
            var setters = SettersOf(type);
            if (setters.Count > 0)
            {
                names.Add($"'{type.Name}'");
                if (!await TryChangeAsync(source, edits, setters, cancellationToken).ConfigureAwait(false))
                {
                    return [];
                }
            }
        }

        // All of them, or the value stays mutable.
        var changed = await Speculation.CompileAsync(source, edits, cancellationToken).ConfigureAwait(false);
        return DocumentationCommentId.GetFirstSymbolForDeclarationId(method.GetDocumentationCommentId()!, changed) is IMethodSymbol after
            && CauseOf(after, changed, cancellationToken) is null
            && await Speculation.CompilesAsync(source, edits, method.ContainingType, cancellationToken).ConfigureAwait(false)
                ? [new Repair($"Make the setters of {string.Join(" and ", names)} init-only", nameof(MakeInitOnlyCodeFix), edits)]
                : [];
    }

    private static MutabilityCause? CauseOf(IMethodSymbol method, Compilation compilation, CancellationToken cancellationToken)
    {
        var mutability = new MutabilityAnalysis(new ObjectShapeParser(method.ContainingType, compilation), compilation, cancellationToken);
        mutability.Analyze(ReturnTypes.Classify(method.ReturnType).Value!);
        return mutability.Cause;
    }

    /// <summary>The user's types in a value, the outermost first.</summary>
    private static List<INamedTypeSymbol> Reachable(ITypeSymbol value)
    {
        var seen = new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default);
        var pending = new Queue<ITypeSymbol>([value]);
        var found = new List<INamedTypeSymbol>();
        while (pending.Count > 0 && found.Count < MostTypes)
        {
            var type = pending.Dequeue();
            if (type is IArrayTypeSymbol array)
            {
                pending.Enqueue(array.ElementType);
            }

            if (type is not INamedTypeSymbol named || !seen.Add(named.OriginalDefinition))
            {
                continue;
            }

            foreach (var argument in named.TypeArguments)
            {
                pending.Enqueue(argument);
            }

            if (named.Locations.Any(static location => location.IsInSource))
            {
                found.Add(named.OriginalDefinition);
                foreach (var property in named.OriginalDefinition.GetMembers().OfType<IPropertySymbol>().Where(static property => !property.IsStatic))
                {
                    pending.Enqueue(property.Type);
                }
            }
        }

        return found;
    }

    private static List<IPropertySymbol> SettersOf(INamedTypeSymbol type) =>
        [.. type.GetMembers().OfType<IPropertySymbol>().Where(static property => property is { IsStatic: false, IsIndexer: false, SetMethod.IsInitOnly: false })];

    private static async Task<bool> TryChangeAsync(SourceFacts source, SourceEdits edits, List<IPropertySymbol> properties, CancellationToken cancellationToken)
    {
        foreach (var property in properties)
        {
            if (property.DeclaringSyntaxReferences.Length != 1
                || await property.DeclaringSyntaxReferences[0].GetSyntaxAsync(cancellationToken).ConfigureAwait(false) is not PropertyDeclarationSyntax { AccessorList.Accessors: var accessors }
                || accessors.Any(static accessor => accessor.Body is not null || accessor.ExpressionBody is not null)
                || accessors.FirstOrDefault(static accessor => accessor.IsKind(SyntaxKind.SetAccessorDeclaration)) is not { } setter
                || await source.OfAsync(setter.SyntaxTree, cancellationToken).ConfigureAwait(false) is not { } place
                || await IsSetLaterAsync(source, property, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }

            edits.Replace(place.Id, setter.Keyword.Span, "init");
        }

        return true;
    }

    /// <summary>Whether a property is set anywhere but in initializers and the constructors of its type.</summary>
    private static async Task<bool> IsSetLaterAsync(SourceFacts source, IPropertySymbol property, CancellationToken cancellationToken)
    {
        foreach (var node in await Uses.ReferencesAsync(property, source.Document.Project.Solution, cancellationToken).ConfigureAwait(false))
        {
            var expression = node.Parent is MemberAccessExpressionSyntax access && access.Name == node ? access : node;
            var isSet = expression.Parent switch
            {
                AssignmentExpressionSyntax assignment when assignment.Left == expression =>
                    !(assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) && (assignment.Parent is InitializerExpressionSyntax || IsOwnConstructor(assignment, expression, property))),
                PrefixUnaryExpressionSyntax prefix => prefix.IsKind(SyntaxKind.PreIncrementExpression) || prefix.IsKind(SyntaxKind.PreDecrementExpression),
                PostfixUnaryExpressionSyntax postfix => postfix.IsKind(SyntaxKind.PostIncrementExpression) || postfix.IsKind(SyntaxKind.PostDecrementExpression),
                ArgumentSyntax { Parent: TupleExpressionSyntax { Parent: AssignmentExpressionSyntax deconstruction } tuple } => deconstruction.Left == tuple,
                MemberBindingExpressionSyntax => true,
                _ => false,
            };
            if (isSet)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOwnConstructor(AssignmentExpressionSyntax assignment, SyntaxNode target, IPropertySymbol property) =>
        target is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax }
        && assignment.FirstAncestorOrSelf<ConstructorDeclarationSyntax>()?.Identifier.ValueText == property.ContainingType.Name
        && assignment.Ancestors().TakeWhile(static node => node is not ConstructorDeclarationSyntax).All(static node => node is not (LambdaExpressionSyntax or LocalFunctionStatementSyntax));
}
