namespace Cachekit.AspNetCore;

/// <summary>Names of tenants and namespaces: what separates the parts of a storage key is never in them.</summary>
internal static class ServerTenants
{
    internal const string Pattern = "^[A-Za-z0-9_-]{1,64}$";

    public static bool IsName(ReadOnlySpan<char> name)
    {
        if (name.Length is 0 or > ServerLimits.MaxNamespaceLength)
        {
            return false;
        }

        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-'))
            {
                return false;
            }
        }

        return true;
    }
}
