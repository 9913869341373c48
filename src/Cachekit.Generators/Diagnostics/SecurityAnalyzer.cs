using System.Collections.Immutable;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Cachekit.Generators.Diagnostics;

/// <summary>Reports what is wrong with <c>[Secure]</c> and <c>[CacheTenant]</c>, also where no cached method is near.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SecurityAnalyzer : DiagnosticAnalyzer
{
    private const string NotCached = "only methods with [Cache] have entries";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(SecurityDescriptors.All);

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

    private static void AnalyzeType(SymbolAnalysisContext context)
    {
        var report = new Report();
        var type = (INamedTypeSymbol)context.Symbol;
        AnalyzeAttribute(type, report, context.CancellationToken);
        var uses = AnalyzeMethods(type, report, context.CancellationToken);
        AnalyzeMembers(type, uses, report);

        // What is wrong with a member is wrong for each method that uses it.
        var reported = new HashSet<(string Id, Location Location)>();
        foreach (var (finding, location) in report.Findings)
        {
            if (reported.Add((finding.Id, location)))
            {
                context.ReportDiagnostic(Descriptors.Create(finding, location));
            }
        }
    }

    private static void AnalyzeAttribute(INamedTypeSymbol type, Report report, CancellationToken cancellationToken)
    {
        if (type.FindAttribute(KnownNames.Secure) is not { } secure)
        {
            return;
        }

        if (HasCachedMethod(type))
        {
            SecurityParser.CheckTenant(type, secure, report, cancellationToken);
        }
        else
        {
            report.Add(
                AttributeSyntaxReader.LocationOf(secure, null, cancellationToken),
                DiagnosticIds.SecureWithoutCache,
                type.ToMessage(),
                "no method of the type has [Cache], and derived types do not inherit the attribute; write it at the type or method that caches");
        }
    }

    private static bool HasCachedMethod(INamedTypeSymbol type)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol method ? method.HasAttribute(KnownNames.Cache) : member is INamedTypeSymbol nested && HasCachedMethod(nested))
            {
                return true;
            }
        }

        return false;
    }

    /// <returns>What the methods of the type make of a marked member.</returns>
    private static MemberUses AnalyzeMethods(INamedTypeSymbol type, Report report, CancellationToken cancellationToken)
    {
        var uses = MemberUses.None;
        foreach (var member in type.GetMembers())
        {
            if (member is IPropertySymbol { IsIndexer: true } indexer)
            {
                AnalyzeParameters(indexer.Parameters, NotCached, report);
            }

            if (member is not IMethodSymbol method)
            {
                continue;
            }

            if (method.FindAttribute(KnownNames.Cache) is not { } cache)
            {
                AnalyzeOtherMethod(type, method, report, cancellationToken);
                continue;
            }

            SecurityParser.TryParse(method, cache, report, cancellationToken, out _);
            if (SecurityParser.IsSecure(method, cache, cancellationToken))
            {
                uses |= method.IsStatic ? MemberUses.StaticSecure : MemberUses.Secure;
            }
            else
            {
                uses |= method.IsStatic ? MemberUses.None : MemberUses.Plain;
                AnalyzeParameters(method.Parameters, $"'{method.ToMessage()}' is not encrypted; add [Secure] to it, or remove [CacheTenant]", report);
            }
        }

        // Those of a type with secure methods are an error, which the methods report.
        foreach (var constructor in type.InstanceConstructors)
        {
            if ((uses & MemberUses.Secure) == 0 && !constructor.IsImplicitlyDeclared)
            {
                AnalyzeParameters(constructor.Parameters, "only methods with [Cache] have entries; mark a parameter of one, or the member of its instance", report);
            }
        }

        return uses;
    }

    private static void AnalyzeOtherMethod(INamedTypeSymbol type, IMethodSymbol method, Report report, CancellationToken cancellationToken)
    {
        if (method.FindAttribute(KnownNames.Secure) is { } secure && LonelyMarks.Find(method, cancellationToken) is null)
        {
            report.Add(
                AttributeSyntaxReader.LocationOf(secure, null, cancellationToken),
                DiagnosticIds.SecureWithoutCache,
                method.ToMessage(),
                "the method has no [Cache]; add it, or remove [Secure]");
        }

        // Those of indexers are looked at with the indexer, and a delegate has its parameters several times.
        if (method.AssociatedSymbol is null
            && method.MethodKind != MethodKind.Constructor
            && (type.TypeKind != TypeKind.Delegate || method.MethodKind == MethodKind.DelegateInvoke))
        {
            AnalyzeParameters(method.Parameters, $"{NotCached}; mark the parameter of one that is secure", report);
        }
    }

    private static void AnalyzeMembers(INamedTypeSymbol type, MemberUses uses, Report report)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is not (IFieldSymbol or IPropertySymbol) || !member.HasAttribute(KnownNames.CacheTenant))
            {
                continue;
            }

            var isUsed = (uses & (member.IsStatic ? MemberUses.Secure | MemberUses.StaticSecure : MemberUses.Secure)) != 0;
            var isForOthers = (uses & MemberUses.Plain) == 0 && !type.IsSealed && !type.IsStatic && type.IsReferenceType && !IsPrivate(member);
            if (!isUsed && !isForOthers)
            {
                report.Add(
                    member.Locations[0],
                    DiagnosticIds.TenantWithoutSecure,
                    member.Name,
                    $"no instance method of '{type.ToMessage()}' with [Cache] is encrypted; add [Secure] to the method or the type, or remove [CacheTenant]");
            }
        }
    }

    private static bool IsPrivate(ISymbol member) =>
        member.DeclaredAccessibility == Accessibility.Private || member is IPropertySymbol { GetMethod.DeclaredAccessibility: Accessibility.Private };

    private static void AnalyzeParameters(ImmutableArray<IParameterSymbol> parameters, string reason, Report report)
    {
        foreach (var parameter in parameters)
        {
            if (parameter.HasAttribute(KnownNames.CacheTenant))
            {
                report.Add(parameter.Locations[0], DiagnosticIds.TenantWithoutSecure, parameter.Name, reason);
            }
        }
    }

    /// <summary>The attributes may stand at functions inside a method, where they would do nothing.</summary>
    private static void AnalyzeFunction(SyntaxNodeAnalysisContext context)
    {
        // Lambdas are everywhere, and to bind one is work: only those with attributes are looked at.
        var (attributes, parameters) = context.Node switch
        {
            LocalFunctionStatementSyntax local => (local.AttributeLists, local.ParameterList),
            ParenthesizedLambdaExpressionSyntax lambda => (lambda.AttributeLists, lambda.ParameterList),
            LambdaExpressionSyntax lambda => (lambda.AttributeLists, null),
            _ => (default, null),
        };
        var isMarked = attributes.Count > 0;
        foreach (var parameter in parameters?.Parameters ?? default)
        {
            isMarked |= parameter.AttributeLists.Count > 0;
        }

        if (!isMarked)
        {
            return;
        }

        var symbol = context.Node is LocalFunctionStatementSyntax
            ? context.SemanticModel.GetDeclaredSymbol(context.Node, context.CancellationToken)
            : context.SemanticModel.GetSymbolInfo(context.Node, context.CancellationToken).Symbol;
        if (symbol is not IMethodSymbol function)
        {
            return;
        }

        var report = new Report();
        AnalyzeParameters(function.Parameters, $"{NotCached}; mark the parameter of one that is secure", report);

        // With [Cache] the place as a whole is the mistake, and is reported as such.
        if (function.FindAttribute(KnownNames.Secure) is { } secure && !function.HasAttribute(KnownNames.Cache))
        {
            report.Add(
                AttributeSyntaxReader.LocationOf(secure, null, context.CancellationToken),
                DiagnosticIds.SecureWithoutCache,
                function.ToMessage(),
                "it is a function inside a method; make it a partial method of the type with [Cache]");
        }

        foreach (var (finding, location) in report.Findings)
        {
            context.ReportDiagnostic(Descriptors.Create(finding, location));
        }
    }

    /// <summary>The kinds of cached methods of a type, as far as a marked member is concerned.</summary>
    [Flags]
    private enum MemberUses
    {
        None = 0,
        Plain = 1,
        Secure = 2,
        StaticSecure = 4,
    }
}
