namespace Cachekit.Encryption;

/// <summary>What an encrypted entry is bound to, besides its tenant: it can only be decrypted with the same statements.</summary>
/// <param name="CacheKey">
/// The whole logical key of the entry in the backend, with everything that client code puts in front; for interop entries the bare key. Encodings
/// such as the name of a file are not part of it. Well-formed text.
/// </param>
/// <param name="Compressed">Whether the plaintext is in an envelope or in a container of <c>interop/v2</c>.</param>
/// <param name="Format">What the plaintext is: <c>msgpack</c>, <c>orjson</c> or <c>arrow</c>.</param>
/// <param name="OriginalType">
/// <see langword="null"/> for everything that .NET writes. Entries of the Python SDK state one of <c>msgpack</c>, <c>orjson</c>, <c>arrow</c>,
/// <c>numpy</c>, <c>dataframe</c> and <c>series</c>.
/// </param>
public readonly record struct EntryBinding(string CacheKey, bool Compressed, string Format = "msgpack", string? OriginalType = null)
{
    /// <summary>Everything but the cache key, which does not belong into logs.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"EntryBinding: {Format}, {(Compressed ? "compressed" : "not compressed")}{(OriginalType is null ? "" : ", " + OriginalType)}";
}
