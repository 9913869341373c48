using Cachekit.Generators.Models;
using Cachekit.Generators.Parsing.Settings;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Interop;

/// <summary>The settings of shared entries as the attributes say them, right or wrong. Lives only while a method is parsed.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Namespace">The namespace, or null.</param>
/// <param name="Version">The number of the format.</param>
/// <param name="Naming">How members are named.</param>
internal sealed record InteropSettings(string Operation, string? Namespace, int Version, MemberNaming Naming)
{
    public const string VersionSetting = "InteropVersion";
    public const string NamingSetting = "InteropNaming";

    /// <summary>The settings of a cached method, or null when its entries are this SDK's own.</summary>
    public static InteropSettings? Of(IMethodSymbol method, AttributeData cache)
    {
        if (!IsShared(cache, out var operation))
        {
            return null;
        }

        var sources = SettingSources.Of(method, cache);
        return new InteropSettings(
            operation!,
            NamespaceSource.Of(method, sources).Value,
            sources.Find<int>(VersionSetting)?.Value ?? 1,
            (MemberNaming)(sources.Find<int>(NamingSetting)?.Value ?? 0));
    }

    public static bool IsShared(AttributeData cache, out string? operation) => cache.TryGet("Interop", out operation) && operation is not null;
}
