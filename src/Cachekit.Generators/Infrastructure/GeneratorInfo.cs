namespace Cachekit.Generators.Infrastructure;

internal static class GeneratorInfo
{
    /// <summary>The name that generated code carries, and by which the analyzers know it.</summary>
    public const string Name = "Cachekit.Generators";

    public static string Version { get; } = typeof(GeneratorInfo).Assembly.GetName().Version.ToString(3);
}
