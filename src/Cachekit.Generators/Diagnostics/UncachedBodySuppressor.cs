using System.Collections.Immutable;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Cachekit.Generators.Diagnostics;

/// <summary>Takes back advice of other analyzers that an uncached body, or the declaration of a cached method, cannot follow.</summary>
/// <remarks>
/// The form of both follows from what callers need, not from what the code inside uses. Advice that can be followed stays, for example to
/// leave out a cancellation token that the body does not look at.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UncachedBodySuppressor : DiagnosticSuppressor
{
    private static readonly Dictionary<string, (SuppressionDescriptor Descriptor, Func<ISymbol, CancellationToken, bool> Applies)> Rules = Index();

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = Descriptors();

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (var diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is { } tree
                && Rules.TryGetValue(diagnostic.Id, out var rule)
                && Declared(tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan), context.GetSemanticModel(tree), context.CancellationToken) is { } symbol
                && rule.Applies(symbol, context.CancellationToken))
            {
                context.ReportSuppression(Suppression.Create(rule.Descriptor, diagnostic));
            }
        }
    }

    private static ISymbol? Declared(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken)
    {
        // Some point at a name, some at a type, some at the whole declaration.
        var declaration = node.FirstAncestorOrSelf<SyntaxNode>(static node => node is ParameterSyntax or MethodDeclarationSyntax);
        return declaration is null ? null : model.GetDeclaredSymbol(declaration, cancellationToken);
    }

    private static bool IsMethodOfOurs(ISymbol symbol, CancellationToken cancellationToken) =>
        symbol is IMethodSymbol method && (UncachedBodies.IsAnnotated(method) || UncachedBodies.IsBody(method, cancellationToken));

    private static bool IsBody(ISymbol symbol, CancellationToken cancellationToken) =>
        symbol is IMethodSymbol method && UncachedBodies.IsBody(method, cancellationToken);

    private static bool IsParameterThatABodyNeeds(ISymbol symbol, CancellationToken cancellationToken) =>
        symbol is IParameterSymbol { ContainingSymbol: IMethodSymbol method } parameter
        && !parameter.Type.Is(KnownNames.CancellationToken)
        && !parameter.Type.Is(KnownNames.CachePrevious)
        && (UncachedBodies.IsBody(method, cancellationToken) || Invalidates(method));

    /// <summary>Whether the parameters say which entries go: that of a method which is its own body may have no other use.</summary>
    private static bool Invalidates(IMethodSymbol method) =>
        method.HasAttribute(KnownNames.Invalidates) || method.HasAttribute(KnownNames.InvalidatesTag);

    private static Dictionary<string, (SuppressionDescriptor Descriptor, Func<ISymbol, CancellationToken, bool> Applies)> Index()
    {
        var rules = new Dictionary<string, (SuppressionDescriptor Descriptor, Func<ISymbol, CancellationToken, bool> Applies)>(StringComparer.Ordinal);
        Add("CACHEKITSPR01", "An uncached body belongs to its method, and is an instance method where that is one.", IsMethodOfOurs, "CA1822", "MA0038", "S2325");
        Add("CACHEKITSPR02", "An uncached body takes all parameters of its method, and what invalidates those of the key, whether it looks at them or not.", IsParameterThatABodyNeeds, "CA1801", "IDE0060", "RCS1163", "S1172");
        Add("CACHEKITSPR03", "An uncached body returns what its method returns.", IsBody, "CA1859");
        Add("CACHEKITSPR04", "A property cannot be cached.", IsMethodOfOurs, "CA1024");
        return rules;

        void Add(string id, string justification, Func<ISymbol, CancellationToken, bool> applies, params string[] suppressed)
        {
            foreach (var rule in suppressed)
            {
                rules.Add(rule, (new SuppressionDescriptor(id, rule, justification), applies));
            }
        }
    }

    private static ImmutableArray<SuppressionDescriptor> Descriptors()
    {
        var descriptors = ImmutableArray.CreateBuilder<SuppressionDescriptor>();
        foreach (var rule in Rules.Values)
        {
            descriptors.Add(rule.Descriptor);
        }

        return descriptors.ToImmutable();
    }
}
