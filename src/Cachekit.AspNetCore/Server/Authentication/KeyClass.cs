namespace Cachekit.AspNetCore;

/// <summary>The class of an API key, which its start tells.</summary>
internal enum KeyClass
{
    /// <summary><c>ck_sdk_</c>: changes <c>ns:</c> and unprefixed keys.</summary>
    Sdk,

    /// <summary><c>ck_api_</c>: changes <c>nsapi:</c> and unprefixed keys.</summary>
    Api,

    /// <summary><c>ck_live_</c>: changes all.</summary>
    Live,
}
