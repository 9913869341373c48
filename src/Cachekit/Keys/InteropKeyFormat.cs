namespace Cachekit.Keys;

/// <summary>Keys that are shared with other SDKs.</summary>
internal sealed class InteropKeyFormat : KeyFormat
{
    /// <summary>Prepares the keys of a method.</summary>
    /// <param name="ns">The namespace.</param>
    /// <param name="operation">The operation: the name of the method in all SDKs.</param>
    /// <param name="method">The method for people, in messages.</param>
    /// <exception cref="CacheConfigurationException">The namespace or the operation is not one that a shared key can have.</exception>
    public InteropKeyFormat(string? ns, string? operation, string method)
        : base(method, interop: true)
    {
        if (InteropSegments.Problem(ns, operation) is { } problem)
        {
            throw new CacheConfigurationException($"'{method}' cannot share its entries: {problem}");
        }

        Prefix = $"{ns}:{operation}:";
    }

    /// <summary>How all keys of the operation begin.</summary>
    public string Prefix { get; }

    private protected override string Compose(ReadOnlySpan<byte> hash) => InteropKeyText.Compose(Prefix, hash);
}
