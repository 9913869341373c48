namespace Cachekit.TestSupport;

/// <summary>Master keys that protect nothing.</summary>
public static class MasterKeys
{
    public const string First = "6161616161616161616161616161616161616161616161616161616161616161";
    public const string Second = "1111111111111111111111111111111111111111111111111111111111111111";
    public const string Third = "2222222222222222222222222222222222222222222222222222222222222222";

    public static void UseFirst(CachekitOptions options) => options.Encryption.MasterKey = First;
}
