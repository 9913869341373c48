namespace Cachekit.Secrets;

/// <summary>Settings that the compiler knows: generated code reads, checks and prints them, without reflection.</summary>
/// <remarks>
/// <para>The type is a partial record, record struct, class or struct. Parameters of its constructor and properties with a setter are its settings; one without a
/// default is required, unless its type is nullable. A property of a value type keeps its <see langword="default"/>, unless it is <see langword="required"/> or has <c>[Required]</c>, which
/// makes nullable ones without a default required too.</para>
/// <para>A setting <c>PoolSize</c> is the variable <c>POOL_SIZE</c> behind the prefix, in the environment and in secrets, and the path <c>PoolSize</c> in the section of the
/// configuration. Environment variables win over secrets, and secrets over the configuration. In the configuration the variable's name counts as well, since files of
/// variables and secret stores are layers of it; the last layer that has either of them wins.</para>
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class SecretSettingsAttribute : Attribute
{
    /// <summary>What the names of variables and secrets begin with, for example <c>DB_</c>. Settings nested in others have the name of the member instead.</summary>
    /// <value><see langword="null"/> by default: nothing.</value>
    public string? Prefix { get; set; }

    /// <summary>The section of the configuration, for example <c>Database</c>; empty: the root. Settings nested in others have the name of the member instead.</summary>
    /// <value><see langword="null"/> by default: the name of the type without <c>Settings</c>, <c>Options</c> or <c>Configuration</c> at its end.</value>
    public string? Section { get; set; }
}
