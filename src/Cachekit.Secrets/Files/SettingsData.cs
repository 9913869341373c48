using Microsoft.Extensions.Configuration;

namespace Cachekit.Secrets;

/// <summary>Collects the values of a file by configuration path.</summary>
/// <param name="path">The file, as errors name it.</param>
internal sealed class SettingsData(string path)
{
    /// <summary>Far more than anybody writes; what has more repeats itself through aliases.</summary>
    public const int MaxKeys = 100_000;

    /// <summary>How deep tables, mappings and lists can be in each other.</summary>
    public const int MaxDepth = 64;

    public Dictionary<string, string?> Values { get; } = new(StringComparer.OrdinalIgnoreCase);

    public static string Combine(string prefix, string name) => prefix.Length == 0 ? name : ConfigurationPath.Combine(prefix, name);

    public void Add(string key, string? value, long line, long column)
    {
        if (!Values.TryAdd(key, value))
        {
            throw Error(line, column, $"'{key}' is there twice. Take one out; configuration compares keys without case.");
        }

        if (Values.Count > MaxKeys)
        {
            throw Error(line, column, $"there are more than {MaxKeys} keys.");
        }
    }

    /// <summary>What is thrown for a file that is not what it has to be.</summary>
    /// <param name="line">The line, from 1.</param>
    /// <param name="column">The column, from 1.</param>
    /// <param name="what">What is wrong and what to write instead; never a value of the file.</param>
    public SecretsException Error(long line, long column, string what) => Error(path, line, column, what);

    public static SecretsException Error(string path, long line, long column, string what) =>
        new(SecretsErrorCode.InvalidInput, $"'{path}', line {line}, column {column}: {what}");
}
