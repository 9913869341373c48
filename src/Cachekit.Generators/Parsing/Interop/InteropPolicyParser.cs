using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;
using Cachekit.Generators.Parsing.Settings;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Interop;

/// <summary>Reads and checks the settings of a method whose entries are shared with other SDKs.</summary>
internal static class InteropPolicyParser
{
    private static readonly string[] Versions = ["V1", "V2"];

    /// <summary>Reads the settings.</summary>
    /// <param name="method">The method.</param>
    /// <param name="cache">Its attribute.</param>
    /// <param name="sources">The attributes with its settings.</param>
    /// <param name="report">Takes what is wrong.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The model, or null for a method whose entries are this SDK's own; and whether nothing is wrong.</returns>
    public static (InteropModel? Model, bool IsValid) Parse(
        IMethodSymbol method, AttributeData cache, SettingSources sources, Report report, CancellationToken cancellationToken)
    {
        var before = report.Findings.Count;
        var name = method.ToMessage();
        if (InteropSettings.Of(method, cache) is not { } settings)
        {
            Unused(InteropSettings.VersionSetting);
            Unused(InteropSettings.NamingSetting);
            return (null, report.Findings.Count == before);
        }

        var place = LocationOf(cache, "Interop");
        if (InteropSegments.Problem(settings.Operation) is { } operationProblem)
        {
            report.Add(place, DiagnosticIds.InteropSegmentInvalid, "Operation", settings.Operation, name, operationProblem);
        }

        var source = NamespaceSource.Of(method, sources);
        if (source.Value is null)
        {
            report.Add(place, DiagnosticIds.InteropNamespaceMissing, name);
        }
        else if (InteropSegments.NamespaceProblem(source.Value) is { } namespaceProblem)
        {
            report.Add(LocationOf(source.Attribute, source.Argument), DiagnosticIds.InteropSegmentInvalid, "Namespace", source.Value, name, namespaceProblem);
        }

        if (sources.Find<string?>("Version") is { Value: { } version } said)
        {
            report.Add(said.Rank == 0 ? LocationOf(cache, "Version") : place, DiagnosticIds.InteropWithVersion, name, version);
        }

        Known(InteropSettings.VersionSetting, settings.Version is 1 or 2, "InteropVersion.V1 or InteropVersion.V2");
        Known(
            InteropSettings.NamingSetting,
            settings.Naming is MemberNaming.AsDeclared or MemberNaming.SnakeCase or MemberNaming.CamelCase,
            "InteropNaming.AsDeclared, InteropNaming.SnakeCase or InteropNaming.CamelCase");
        CheckMethod(method, name, report);
        InteropContracts.Check(method, settings, place, report);
        return report.Findings.Count == before
            ? (new InteropModel(settings.Operation, Versions[settings.Version - 1]), true)
            : (null, false);

        void Unused(string setting)
        {
            if (cache.TryGet<int>(setting, out _))
            {
                report.Add(LocationOf(cache, setting), DiagnosticIds.InteropSettingUnused, setting, name);
            }
        }

        void Known(string setting, bool isKnown, string instead)
        {
            if (!isKnown)
            {
                report.Add(LocationOf(sources[sources.Find<int>(setting)?.Rank ?? 0], setting), DiagnosticIds.InteropSettingUnknown, setting, name, instead);
            }
        }

        Location? LocationOf(AttributeData attribute, string? argument) => AttributeSyntaxReader.LocationOf(attribute, argument, cancellationToken);
    }

    private static void CheckMethod(IMethodSymbol method, string name, Report report)
    {
        var isGeneric = method.TypeParameters.Length > 0;
        for (var type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            isGeneric |= type.TypeParameters.Length > 0;
        }

        if (isGeneric)
        {
            report.Add(method.Locations[0], DiagnosticIds.InteropWithGenerics, name);
        }

        // Other marks that put a member into the key have rules and messages of their own.
        if (!method.IsStatic
            && CachedMethodParser.MarkedMembers(method.ContainingType).Find(static member => member.HasAttribute(KnownNames.CacheKey)) is { } marked)
        {
            report.Add(method.Locations[0], DiagnosticIds.InteropWithInstanceKey, name, marked.Name);
        }
    }
}
