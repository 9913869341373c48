namespace Cachekit.Secrets;

/// <summary>What stands in the place of a secret's value wherever people or programs that keep logs could read it.</summary>
public static class SecretMask
{
    /// <summary>The text: eight asterisks, whatever the value and however long it is.</summary>
    public const string Text = "********";
}
