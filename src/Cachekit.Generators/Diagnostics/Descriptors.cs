using System.Collections.Immutable;
using Cachekit.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Diagnostics;

/// <summary>All descriptors, by id.</summary>
internal static class Descriptors
{
    private static readonly Dictionary<string, DiagnosticDescriptor> ById = Index();

    /// <summary>Every descriptor that a parser may report.</summary>
    public static ImmutableArray<DiagnosticDescriptor> Parsed { get; } = ImmutableArray.CreateRange(ById.Values);

    /// <summary>A finding as a diagnostic.</summary>
    public static Diagnostic Create(Finding finding, Location location)
    {
        var arguments = new object[finding.Arguments.Count];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = finding.Arguments[i];
        }

        return Diagnostic.Create(ById[finding.Id], location, arguments);
    }

    private static Dictionary<string, DiagnosticDescriptor> Index()
    {
        var index = new Dictionary<string, DiagnosticDescriptor>(StringComparer.Ordinal);
        DiagnosticDescriptor[][] blocks =
        [
            MethodDescriptors.All, KeyDescriptors.All, ValueDescriptors.All, PolicyDescriptors.All, InteropDescriptors.All, SecurityDescriptors.All, InvalidationDescriptors.All,
            BatchDescriptors.All, SettingsDescriptors.All, GuardDescriptors.All, DecoratorDescriptors.All,
        ];
        foreach (var descriptors in blocks)
        {
            foreach (var descriptor in descriptors)
            {
                index.Add(descriptor.Id, descriptor);
            }
        }

        return index;
    }
}
