using Cachekit.Pipeline;

namespace Cachekit.Storage;

/// <summary>Chooses the format of a method's entries by its policy.</summary>
internal static class EntryFormats
{
    internal static EntryFormat Create(MethodPolicy policy, CachekitRuntime runtime, string keyPrefix, string method)
    {
        var level = runtime.Settings.CompressionLevel;
        PlainFormat plain = policy.Interop switch
        {
            null => new StampedFormat(policy.HasIntegrity, level),
            InteropVersion.V2 => new InteropContainerFormat(level),
            _ => new InteropFormat(),
        };
        return policy.IsSecure
            ? new EncryptedFormat(plain, runtime.Ciphers!, keyPrefix, policy.FailsClosed, left => Log.FewEncryptionsLeft(runtime.Logger, method, left))
            : plain;
    }
}
