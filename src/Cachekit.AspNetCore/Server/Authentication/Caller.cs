namespace Cachekit.AspNetCore;

/// <summary>Who sent a request.</summary>
/// <param name="Key">What the API key opens.</param>
/// <param name="Class">The class of the API key.</param>
internal readonly record struct Caller(CacheServerKey Key, KeyClass Class)
{
    /// <summary>Whether the key may be read, and changed where the request changes something.</summary>
    public Refusal? CheckAccess(CacheKey key, bool changes)
    {
        if (changes && ((Class == KeyClass.Sdk && key.Space == KeySpace.NsApi) || (Class == KeyClass.Api && key.Space == KeySpace.Ns)))
        {
            return Refusals.WrongSpace;
        }

        return Key.Allows(key.Namespace) ? null : Refusals.NotGranted;
    }
}
