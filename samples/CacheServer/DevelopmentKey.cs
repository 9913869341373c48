using System.Security.Cryptography;

namespace CacheServer;

/// <summary>An API key for this machine, made with the first start and kept in a file.</summary>
internal sealed record DevelopmentKey(string Text, string FilePath)
{
    private const string Name = "development.key";

    public static DevelopmentKey FindOrMake(StateDirectory state)
    {
        if (state.Read(Name) is null)
        {
            state.Write(Name, "ck_sdk_" + RandomNumberGenerator.GetHexString(48, lowercase: true), replace: false);
        }

        return new DevelopmentKey(state.Read(Name)!.Trim(), state.PathOf(Name));
    }
}
