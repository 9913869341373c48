using Cachekit.CompilerServices;
using Cachekit.Hashing;

namespace Cachekit.Keys;

/// <summary>Makes the text keys of one method whose entries are shared with other SDKs.</summary>
internal sealed class InteropKeyFormat : KeyFormat
{
    private const int StackBuffer = 512;

    private readonly string _method;
    private readonly string _prefix;

    /// <summary>Prepares the keys of a method.</summary>
    /// <param name="ns">The namespace.</param>
    /// <param name="operation">The operation: the name of the method in all SDKs.</param>
    /// <param name="method">The method for people, in messages.</param>
    /// <exception cref="CacheConfigurationException">The namespace or the operation is not one that a shared key can have.</exception>
    public InteropKeyFormat(string? ns, string? operation, string method)
    {
        if (InteropSegments.Problem(ns, operation) is { } problem)
        {
            throw new CacheConfigurationException($"'{method}': {problem}");
        }

        _method = method;
        _prefix = $"{ns}:{operation}:";
    }

    /// <inheritdoc/>
    public override string Create<TKey>(in TKey key)
    {
        Span<byte> hash = stackalloc byte[InteropKeyText.HashLength];
        var writer = new KeyWriter(stackalloc byte[StackBuffer], _method, interop: true);
        try
        {
            writer.WriteArrayHeader(TKey.Count);
            key.WriteTo(ref writer);
            Blake2b.Hash(writer.Written, hash);
        }
        finally
        {
            writer.Dispose();
        }

        return InteropKeyText.Compose(_prefix, hash);
    }

    /// <inheritdoc/>
    public override void Verify<TKey>(in TKey key)
    {
        var writer = new KeyWriter(stackalloc byte[StackBuffer], _method, interop: true);
        try
        {
            key.WriteTo(ref writer);
        }
        finally
        {
            writer.Dispose();
        }
    }
}
