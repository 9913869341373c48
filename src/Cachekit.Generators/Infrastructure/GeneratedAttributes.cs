namespace Cachekit.Generators.Infrastructure;

/// <summary>The attributes of generated members.</summary>
internal static class GeneratedAttributes
{
    public static string Code { get; } = $"[global::System.CodeDom.Compiler.GeneratedCode(\"{GeneratorInfo.Name}\", \"{GeneratorInfo.Version}\")]";

    public const string NoCoverage = "[global::System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverage]";

    public const string Obsolete = "[global::System.Obsolete]";

    public const string NoWarnings = "#pragma warning disable";

    /// <summary>A step into a call goes on to the next code without it: the user's body.</summary>
    public const string StepThrough = "[global::System.Diagnostics.DebuggerStepThrough]";

    /// <summary>The same where the compiler adds <see cref="StepThrough"/> itself: it gives this one to the state machine of an async method too.</summary>
    public const string NonUserCode = "[global::System.Diagnostics.DebuggerNonUserCode]";

    public static string[] Type { get; } = [Code, NoCoverage];

    /// <summary>Where what is called needs code that trimming removes or that is made at run time: whoever comes there was told.</summary>
    public static string[] CallsAreTold { get; } = Suppress("The members that lead here say it.", "IL2026", "IL3002", "IL3050");

    /// <summary>Where generic arguments and types are only passed on.</summary>
    public static string[] TypesAreKept { get; } = Suppress(
        "Calls come through the interface, which says what is kept.", "IL2067", "IL2068", "IL2070", "IL2072", "IL2073", "IL2087", "IL2088", "IL2091", "IL2092", "IL2093", "IL2095");

    private static string[] Suppress(string why, params string[] ids) => Array.ConvertAll(
        ids, id => $"[global::System.Diagnostics.CodeAnalysis.UnconditionalSuppressMessage(\"Trimming\", \"{id}\", Justification = \"{why}\")]");
}
