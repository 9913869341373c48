namespace Cachekit.Encryption;

/// <summary>The nonces of one instance id.</summary>
/// <param name="instance">The first 8 bytes of each nonce.</param>
/// <param name="generation">What the process's mark said when the run began.</param>
/// <param name="first">The first counter.</param>
internal sealed class NonceRun(ulong instance, long generation, long first)
{
    internal readonly ulong Instance = instance;
    internal readonly long Generation = generation;

    /// <summary>The counter of the next nonce; 64 bits, so that it cannot come round again.</summary>
    internal long Next = first;
}
