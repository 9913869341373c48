using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Diagnostics;

/// <summary>Makes all descriptors alike, with a link to the page of the id.</summary>
internal static class DescriptorFactory
{
    /// <summary>For what cannot work.</summary>
    public static DiagnosticDescriptor Error(string id, string title, string message, string category) =>
        Create(id, title, message, category, DiagnosticSeverity.Error);

    /// <summary>For what works, and very likely surprises.</summary>
    public static DiagnosticDescriptor Warning(string id, string title, string message, string category) =>
        Create(id, title, message, category, DiagnosticSeverity.Warning);

    /// <summary>For an idea; a build on the command line does not print it.</summary>
    public static DiagnosticDescriptor Info(string id, string title, string message, string category) =>
        Create(id, title, message, category, DiagnosticSeverity.Info);

    /// <summary>For an idea that is a guess: off until somebody asks for it in the <c>.editorconfig</c>.</summary>
    public static DiagnosticDescriptor OnRequest(string id, string title, string message, string category) =>
        Create(id, title, message, category, DiagnosticSeverity.Info, isEnabledByDefault: false);

    private static DiagnosticDescriptor Create(
        string id, string title, string message, string category, DiagnosticSeverity severity, bool isEnabledByDefault = true) => new(
        id,
        title,
        message,
        category,
        severity,
        isEnabledByDefault,
        helpLinkUri: $"https://github.com/cachekit-io/cachekit-dotnet/blob/main/docs/diagnostics/{id}.md");
}
