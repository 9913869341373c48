namespace Cachekit.Generators.Infrastructure;

/// <summary>The attributes of generated members.</summary>
internal static class GeneratedAttributes
{
    public static string Code { get; } = $"[global::System.CodeDom.Compiler.GeneratedCode(\"{GeneratorInfo.Name}\", \"{GeneratorInfo.Version}\")]";

    public const string NoCoverage = "[global::System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverage]";

    public const string Obsolete = "[global::System.Obsolete]";

    public const string NoWarnings = "#pragma warning disable";

    public static string[] Type { get; } = [Code, NoCoverage];
}
