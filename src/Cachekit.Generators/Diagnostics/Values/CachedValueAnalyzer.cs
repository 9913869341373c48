using System.Collections.Immutable;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;
using Cachekit.Generators.Models.Values;
using Cachekit.Generators.Parsing;
using Cachekit.Generators.Parsing.Batches;
using Cachekit.Generators.Parsing.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Cachekit.Generators.Diagnostics.Values;

/// <summary>Looks at values that can be cached: whether a hit has to decode them, and whether they should be encrypted.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CachedValueAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(ValueDescriptors.Mutable, SecurityDescriptors.SecretNotEncrypted, SecurityDescriptors.TenantNotMarked);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(AnalyzeType, SymbolKind.NamedType);
    }

    private static void AnalyzeType(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        IReadOnlyDictionary<IMethodSymbol, CachePlan>? plans = null;
        foreach (var member in type.GetMembers())
        {
            if (member is not IMethodSymbol { PartialDefinitionPart: null } method || method.FindAttribute(KnownNames.Cache) is not { } cache)
            {
                continue;
            }

            context.CancellationToken.ThrowIfCancellationRequested();
            if (OtherForms.Handle(method))
            {
                plans ??= OtherForms.Plans(type, context.Compilation, context.CancellationToken);
                AnalyzeMethod(context, method, cache, () => plans.TryGetValue(method, out var plan) ? plan : null);
            }
            else if (method.IsPartialDefinition)
            {
                AnalyzeMethod(
                    context, method, cache, () => CachedMethodParser.Parse(method, cache, MethodForm.Partial, context.Compilation, new Report(), context.CancellationToken)?.Plan);
            }
        }
    }

    private static void AnalyzeMethod(SymbolAnalysisContext context, IMethodSymbol method, AttributeData cache, Func<CachePlan?> planOf)
    {
        var isSecure = SecurityParser.IsSecure(method, cache, context.CancellationToken);
        if (isSecure && TenantNames.Find(method) is { } tenant)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                SecurityDescriptors.TenantNotMarked,
                tenant.Locations[0],
                method.ToMessage(),
                tenant.Name,
                tenant.Type.SpecialType == SpecialType.System_String ? "mark it with [CacheTenant]" : "pass it as a string with [CacheTenant]"));
        }

        // What is secure is kept encrypted, and decoded at each hit in any case. A batch that shares its entries has those of the other method.
        // Where something is wrong with the method nothing is cached yet, and its errors are enough to read.
        if (isSecure
            || IsShared(method)
            || ValueOf(method, context.CancellationToken) is not { } value
            || planOf() is not { } plan)
        {
            return;
        }

        var objects = new ObjectShapeParser(method.ContainingType, context.Compilation);
        if (new SecretSearch(objects, context.Compilation, context.CancellationToken).Find(method, value) is { } secret)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                SecurityDescriptors.SecretNotEncrypted, method.Locations[0], method.ToMessage(), secret.Path, secret.Why, secret.Instead));
        }

        if (plan.Value.Mutability != ValueMutability.Mutable || (cache.TryGet<bool>("LocalEnabled", out var isLocal) && !isLocal))
        {
            return;
        }

        var mutability = new MutabilityAnalysis(objects, context.Compilation, context.CancellationToken);
        mutability.Analyze(value);
        if (mutability.Cause is { } cause)
        {
            var (what, instead) = MutabilityTexts.Of(cause);
            context.ReportDiagnostic(Diagnostic.Create(
                ValueDescriptors.Mutable, method.Locations[0], method.ToMessage(), TypeNames.Short(value), cause.Path, what, instead));
        }
    }

    private static bool IsShared(IMethodSymbol method) =>
        method.FindAttribute(KnownNames.CacheBatch) is { } batch && batch.TryGet<string>(BatchSharing.Setting, out var single) && single is not null;

    /// <summary>The value of an entry.</summary>
    internal static ITypeSymbol? ValueOf(IMethodSymbol method, CancellationToken cancellationToken) =>
        method.FindAttribute(KnownNames.CacheBatch) is { } batch
            ? BatchParser.Parse(method, batch, new Report(), cancellationToken)?.ItemType
            : ReturnTypes.Classify(method.ReturnType).Value;
}
