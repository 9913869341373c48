namespace Cachekit.AspNetCore;

/// <summary>Which classes of API keys may change an entry.</summary>
internal enum KeySpace
{
    /// <summary>Neither prefix: every class.</summary>
    Shared,

    /// <summary><c>ns:</c>: SDKs.</summary>
    Ns,

    /// <summary><c>nsapi:</c>: direct users of the API.</summary>
    NsApi,
}
