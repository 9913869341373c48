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
}
