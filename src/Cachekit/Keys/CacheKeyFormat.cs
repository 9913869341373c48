namespace Cachekit.Keys;

/// <summary>Keys of this SDK's own entries.</summary>
internal sealed class CacheKeyFormat : KeyFormat
{
    private readonly string _prefix;
    private readonly string _suffix;

    /// <summary>Prepares the keys of a method.</summary>
    /// <param name="ns">The namespace, or <see langword="null"/> or empty for none.</param>
    /// <param name="functionName">Namespace, type and method.</param>
    /// <param name="discriminator">What tells overloads, generic instantiations and value shapes apart: 16 hexadecimal characters; or <see langword="null"/>.</param>
    /// <param name="envelope">Whether values are stored in the envelope.</param>
    /// <exception cref="CacheConfigurationException">The namespace has other characters than it may have, or too many.</exception>
    public CacheKeyFormat(string? ns, string functionName, string? discriminator = null, bool envelope = false)
        : base(functionName, interop: false)
    {
        Function = CacheKeyText.Function(ns, functionName, discriminator);
        _prefix = Function + ":args:";
        _suffix = envelope ? ":1s" : ":0s";
    }

    /// <summary>The part that all keys of the method share: <c>[ns:{ns}:]func:{name}</c>.</summary>
    public string Function { get; }

    /// <summary>Takes the name apart that generated code gives a method: the discriminator is behind the last dot.</summary>
    public static CacheKeyFormat ForKeyName(string? ns, string keyName, bool envelope = false)
    {
        var dot = keyName.LastIndexOf('.');
        return dot < 0 ? new(ns, keyName, discriminator: null, envelope) : new(ns, keyName[..dot], keyName[(dot + 1)..], envelope);
    }

    /// <summary>The key of the marker that says when all entries of the method were invalidated.</summary>
    public string CreateMarker() => CacheKeyText.Finish(Function + ":invalidated");

    private protected override string Compose(ReadOnlySpan<byte> hash)
    {
        var length = _prefix.Length + (HashLength * 2) + _suffix.Length;
        if (length <= CacheKeyText.MaxLength)
        {
            Span<char> text = stackalloc char[CacheKeyText.MaxLength];
            Write(text[..length], hash);
            return new string(text[..length]);
        }

        var all = new char[length];
        Write(all, hash);
        return CacheKeyText.Finish(new string(all));
    }

    private void Write(Span<char> text, ReadOnlySpan<byte> hash)
    {
        _prefix.CopyTo(text);
        CacheKeyText.WriteHex(hash, text[_prefix.Length..]);
        _suffix.CopyTo(text[^_suffix.Length..]);
    }
}
