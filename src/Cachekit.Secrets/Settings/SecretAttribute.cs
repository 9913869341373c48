namespace Cachekit.Secrets;

/// <summary>Marks a setting whose value nobody may see: <see cref="SecretMask.Text"/> stands in its place wherever the settings are printed.</summary>
/// <param name="isSecret">Whether it is one; <see langword="false"/> says of a name that sounds like a secret that it is none.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class SecretAttribute(bool isSecret = true) : Attribute
{
    /// <summary>Whether the value is a secret.</summary>
    /// <value><see langword="true"/> by default.</value>
    public bool IsSecret { get; } = isSecret;
}
