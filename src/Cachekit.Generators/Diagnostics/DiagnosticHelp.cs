namespace Cachekit.Generators.Diagnostics;

/// <summary>Where the page of a diagnostic is.</summary>
internal static class DiagnosticHelp
{
    public static string Link(string id) => $"https://github.com/cachekit-io/cachekit-dotnet/blob/main/docs/diagnostics/{id}.md";
}
