namespace Cachekit.Secrets;

/// <summary>What was read of a dynamic secret, while its lease lives.</summary>
/// <param name="Id">The lease; empty where there is none.</param>
/// <param name="Generation">The login that it came with: it ends with its token.</param>
/// <param name="Values">The values by configuration path.</param>
/// <param name="Life">Its life; <see langword="null"/> where there is no lease: then it is read again each time.</param>
/// <param name="DueAt">When it has to be read again although there is no lease, since Vault changes it then.</param>
internal sealed record VaultLease(string Id, int Generation, Dictionary<string, string?> Values, VaultLife? Life, DateTimeOffset? DueAt)
{
    public override string ToString() => $"{Values.Count} values, {Life}";
}
