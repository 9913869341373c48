namespace Cachekit.Secrets;

/// <summary>A value that was read, and whether it has to be read again.</summary>
/// <param name="UpdatedOn">When the secret had been changed, as the list said.</param>
/// <param name="IsSettled">Whether that was long before it was read: the vault counts whole seconds, so a change right after the read can have the same time.</param>
/// <param name="Value">The value.</param>
internal sealed record KeyVaultEntry(DateTimeOffset? UpdatedOn, bool IsSettled, string Value)
{
    public bool IsOf(DateTimeOffset? updatedOn) => IsSettled && updatedOn is not null && updatedOn == UpdatedOn;

    public override string ToString() => $"{SecretMask.Text}, updated {UpdatedOn:O}";
}
