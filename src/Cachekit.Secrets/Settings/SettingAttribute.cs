namespace Cachekit.Secrets;

/// <summary>Says under which names a setting is looked for, where its own are not the right ones.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class SettingAttribute : Attribute
{
    /// <summary>The name in the configuration, below the section of the type, from which the variable's name is made too.</summary>
    /// <value><see langword="null"/> by default: the name of the member.</value>
    public string? Name { get; set; }

    /// <summary>The name of the variable and of the secret, behind the prefix of the type.</summary>
    /// <value><see langword="null"/> by default: <see cref="Name"/> in capitals, its words parted by underscores.</value>
    public string? Variable { get; set; }

    /// <summary>Whether a property with a setter is no setting.</summary>
    /// <value><see langword="false"/> by default. It has no effect at what must have a value: parameters without a default and required properties.</value>
    public bool Ignore { get; set; }
}
