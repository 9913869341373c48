namespace Cachekit.Secrets;

/// <summary>Finds files by name without case: environments are called <c>Production</c>, files <c>settings.production.toml</c>.</summary>
internal static class SettingsFiles
{
    private static readonly EnumerationOptions WithoutCase = new() { MatchCasing = MatchCasing.CaseInsensitive, MatchType = MatchType.Simple, AttributesToSkip = 0 };

    /// <summary>All files whose names match a pattern.</summary>
    public static List<string> All(string folder, string pattern) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, pattern, WithoutCase).Where(File.Exists).Order(StringComparer.Ordinal)]
        : [];

    public static SecretsException Ambiguous(IEnumerable<string> files) => new(
        SecretsErrorCode.InvalidInput,
        $"{string.Join(" and ", files.Select(file => $"'{file}'"))} stand side by side, and nothing says which of them counts. Keep one.");
}
