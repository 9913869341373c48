using System.Collections.Immutable;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Cachekit.Generators.Diagnostics;

/// <summary>Reports what the parsers find wrong at methods with <c>[Cache]</c>, <c>[Invalidates]</c>, <c>[CacheTag]</c> and <c>[InvalidatesTag]</c>.</summary>
/// <remarks>
/// The generator itself is silent: what it reports cannot be suppressed by <c>#pragma</c> or <c>.editorconfig</c>, what an analyzer
/// reports can.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AnnotatedMethodAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Descriptors.Parsed;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);

        // Types, not methods: of a partial method with a generated part the actions for methods see the generated part only.
        context.RegisterSymbolAction(AnalyzeType, SymbolKind.NamedType);
        context.RegisterSyntaxNodeAction(
            AnalyzeFunction, SyntaxKind.LocalFunctionStatement, SyntaxKind.ParenthesizedLambdaExpression, SyntaxKind.SimpleLambdaExpression);
    }

    /// <summary>The attributes may stand at functions inside a method, where they would do nothing.</summary>
    private static void AnalyzeFunction(SyntaxNodeAnalysisContext context)
    {
        var (attributes, place) = context.Node switch
        {
            LocalFunctionStatementSyntax local => (local.AttributeLists, local.Identifier.GetLocation()),
            LambdaExpressionSyntax lambda => (lambda.AttributeLists, lambda.ArrowToken.GetLocation()),
            _ => (default, context.Node.GetLocation()),
        };
        if (attributes.Count == 0)
        {
            return;
        }

        var symbol = context.Node is LocalFunctionStatementSyntax
            ? context.SemanticModel.GetDeclaredSymbol(context.Node, context.CancellationToken)
            : context.SemanticModel.GetSymbolInfo(context.Node, context.CancellationToken).Symbol;
        if (symbol is not null && (symbol.HasAttribute(KnownNames.Cache) || Invalidates(symbol)))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                MethodDescriptors.TypeNotPartial, place, symbol.ToMessage(), "it is a function inside a method; make it a partial method of the type"));
        }
        else if (symbol is not null)
        {
            var report = new Report();
            CheckTags(symbol, report, context.CancellationToken);
            foreach (var (finding, location) in report.Findings)
            {
                context.ReportDiagnostic(Descriptors.Create(finding, location));
            }
        }
    }

    private static bool Invalidates(ISymbol symbol) => symbol.HasAttribute(KnownNames.Invalidates) || symbol.HasAttribute(KnownNames.InvalidatesTag);

    /// <summary>Tags of a method that has no entries.</summary>
    private static void CheckTags(ISymbol method, Report report, CancellationToken cancellationToken)
    {
        foreach (var attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass is { } type && type.Is(KnownNames.CacheTag))
            {
                var place = attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken).GetLocation();
                report.Add(place, DiagnosticIds.TagWithoutCache, method.ToMessage());
            }
        }
    }

    private static void AnalyzeType(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var isCaching = false;

        // What is wrong with a setting of the type is wrong for each method that it goes for.
        var reported = new HashSet<(string Id, Location Location)>();
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol method)
            {
                isCaching |= AnalyzeMethod(context, method, reported);
            }
        }

        var marks = new Report();
        KeyMarks.Check(type, marks);
        foreach (var (finding, location) in marks.Findings)
        {
            context.ReportDiagnostic(Descriptors.Create(finding, location));
        }

        if (!isCaching)
        {
            AnalyzePrivateNames(context, type);
            return;
        }

        AnalyzeConstructors(context, type);
        if (TakenNames.Member(type) is { } taken)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                MethodDescriptors.HandleNameTaken, taken.Locations.Length > 0 ? taken.Locations[0] : null, type.ToMessage(), taken.Name));
        }
    }

    /// <summary>A type that invalidates tags has a generated member for its runtime, and no handles.</summary>
    private static void AnalyzePrivateNames(SymbolAnalysisContext context, INamedTypeSymbol type)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol && member.HasAttribute(KnownNames.InvalidatesTag) && TakenNames.PrivateMember(type) is { } taken)
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    MethodDescriptors.HandleNameTaken, taken.Locations.Length > 0 ? taken.Locations[0] : null, type.ToMessage(), taken.Name));
                return;
            }
        }
    }

    /// <summary>A marked constructor parameter looks as if it were in the keys, and is not: entries would be shared that must not be.</summary>
    private static void AnalyzeConstructors(SymbolAnalysisContext context, INamedTypeSymbol type)
    {
        foreach (var constructor in type.InstanceConstructors)
        {
            foreach (var parameter in constructor.Parameters)
            {
                if (!constructor.IsImplicitlyDeclared && parameter.HasAttribute(KnownNames.CacheKey))
                {
                    context.ReportDiagnostic(Diagnostic.Create(
                        MethodDescriptors.ParameterNotSupported,
                        parameter.Locations[0],
                        parameter.Name,
                        type.ToMessage(),
                        "marked with [CacheKey] at a constructor, where it has no effect",
                        "mark the field or property that holds it, in a record with [property: CacheKey]"));
                }
            }
        }
    }

    /// <returns>Whether the method is annotated to be cached.</returns>
    private static bool AnalyzeMethod(SymbolAnalysisContext context, IMethodSymbol method, HashSet<(string Id, Location Location)> reported)
    {
        var report = new Report();
        var cache = method.FindAttribute(KnownNames.Cache);
        if (cache is not null)
        {
            CachedMethodParser.Parse(method, cache, context.Compilation, report, context.CancellationToken);
        }
        else if (Invalidates(method))
        {
            InvalidatingMethodParser.Parse(method, context.Compilation, report, context.CancellationToken);
        }

        // The generator says what is missing where the declaration has no other part.
        var isLonely = LonelyMarks.Find(method, context.CancellationToken) is not null;
        if (cache is null && !isLonely)
        {
            CheckTags(method, report, context.CancellationToken);
        }

        if (cache is null && !isLonely && method.PartialDefinitionPart is null && method.FindAttribute(KnownNames.CacheBatch) is { } batch)
        {
            report.Add(AttributeSyntaxReader.LocationOf(batch, null, context.CancellationToken), DiagnosticIds.BatchWithoutCache, method.ToMessage());
        }

        foreach (var (finding, location) in report.Findings)
        {
            if (IsRefusal(report, finding) && IsSeenByTheGenerator(method, context.CancellationToken))
            {
                // The generator reports it, since a build would not come as far as here.
                continue;
            }

            if (reported.Add((finding.Id, location)) || !IsOfType(method, location))
            {
                context.ReportDiagnostic(Descriptors.Create(finding, location));
            }
        }

        return cache is not null;
    }

    private static bool IsRefusal(Report report, Models.Finding finding)
    {
        foreach (var (refusal, _) in report.Refusals)
        {
            if (refusal == finding)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a place is outside of a method, at an attribute of its type for example.</summary>
    private static bool IsOfType(IMethodSymbol method, Location location)
    {
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            if (reference.SyntaxTree == location.SourceTree && reference.Span.Contains(location.SourceSpan))
            {
                return false;
            }
        }

        return true;
    }

    // Accessors and operators are methods too, but no method declarations.
    private static bool IsSeenByTheGenerator(IMethodSymbol method, CancellationToken cancellationToken) =>
        method.DeclaringSyntaxReferences.Length > 0 && method.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken) is MethodDeclarationSyntax;
}
