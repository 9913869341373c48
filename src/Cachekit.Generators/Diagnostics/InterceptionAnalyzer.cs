using System.Collections.Immutable;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Parsing;
using Cachekit.Generators.Parsing.Interception;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Cachekit.Generators.Diagnostics;

/// <summary>With <c>[assembly: CacheIntercept]</c>: reports what cannot be intercepted, at the methods and at their uses.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InterceptionAnalyzer : DiagnosticAnalyzer
{
    private readonly InterceptableLocations _locations;

    /// <summary>For the compiler that loads it.</summary>
    public InterceptionAnalyzer()
        : this(InterceptableLocations.OfCompiler)
    {
    }

    internal InterceptionAnalyzer(InterceptableLocations locations) => _locations = locations;

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Descriptors.Parsed;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(Start);
    }

    private void Start(CompilationStartAnalysisContext context)
    {
        if (context.Compilation.Assembly.FindAttribute(KnownNames.CacheIntercept) is not { } attribute)
        {
            return;
        }

        context.RegisterSymbolAction(AnalyzeType, SymbolKind.NamedType);
        context.RegisterOperationAction(AnalyzeCall, OperationKind.Invocation);
        context.RegisterOperationAction(AnalyzeReference, OperationKind.MethodReference);
        var place = attribute.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken);
        context.RegisterSyntaxNodeAction(
            node =>
            {
                if (node.Node == place)
                {
                    AnalyzeProject(node);
                }
            },
            SyntaxKind.Attribute);
    }

    private void AnalyzeProject(SyntaxNodeAnalysisContext context)
    {
        var reason = !_locations.AreKnown
            ? "this compiler cannot intercept calls; build with the .NET SDK 9.0.200 or newer, or use partial methods or [CacheDecorator]"
            : !InterceptionSettings.AreAllowed(context.Compilation)
                ? $"the project does not allow interceptors in the namespace '{InterceptionSettings.Namespace}', as the package does by itself; add <InterceptorsNamespaces>$(InterceptorsNamespaces);{InterceptionSettings.Namespace}</InterceptorsNamespaces> to a PropertyGroup"
                : null;
        if (reason is not null)
        {
            context.ReportDiagnostic(Diagnostic.Create(DecoratorDescriptors.InterceptorsUnavailable, context.Node.GetLocation(), reason));
        }
    }

    private static void AnalyzeType(SymbolAnalysisContext context)
    {
        var report = new Report();
        InterceptedTypes.Parse((INamedTypeSymbol)context.Symbol, calls: null, context.Compilation, report, context.CancellationToken);
        var reported = new HashSet<(string Id, Location Location)>();
        foreach (var (finding, location) in report.Findings)
        {
            if (reported.Add((finding.Id, location)))
            {
                context.ReportDiagnostic(Descriptors.Create(finding, location));
            }
        }
    }

    private static void AnalyzeCall(OperationAnalysisContext context)
    {
        var operation = (IInvocationOperation)context.Operation;
        if (InterceptedCalls.Annotated(operation.TargetMethod, context.Compilation) is { } target
            && operation.Syntax is InvocationExpressionSyntax call
            && operation.SemanticModel is { } model
            && InterceptedCalls.Problem(model, call, target, context.CancellationToken) is { } problem)
        {
            context.ReportDiagnostic(Diagnostic.Create(DecoratorDescriptors.UseNotIntercepted, call.Expression.GetLocation(), target.ToMessage(), problem));
        }
    }

    private static void AnalyzeReference(OperationAnalysisContext context)
    {
        var operation = (IMethodReferenceOperation)context.Operation;
        if (InterceptedCalls.Annotated(operation.Method, context.Compilation) is { } target)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                DecoratorDescriptors.UseNotIntercepted,
                operation.Syntax.GetLocation(),
                target.ToMessage(),
                "it is a delegate of the method and not a call; write a lambda that calls it"));
        }
    }
}
