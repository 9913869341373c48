namespace Cachekit.AspNetCore;

/// <summary>What an API key opens.</summary>
/// <param name="Tenant">Whose entries: 1 to 64 letters, digits, <c>_</c> and <c>-</c>.</param>
/// <param name="Namespaces">
/// Which namespaces of the tenant may be read and changed; <see langword="null"/>: all. <c>default</c> is the one of keys without a prefix.
/// </param>
public sealed record CacheServerKey(string Tenant, IReadOnlyList<string>? Namespaces = null)
{
    internal bool Allows(ReadOnlySpan<char> name)
    {
        if (Namespaces is null)
        {
            return true;
        }

        foreach (var allowed in Namespaces)
        {
            if (name.SequenceEqual(allowed))
            {
                return true;
            }
        }

        return false;
    }
}
