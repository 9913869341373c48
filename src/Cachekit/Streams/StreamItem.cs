namespace Cachekit.Streams;

/// <summary>One item of a recording. Readers hold the one that they read last, so that what all of them have read can go where nothing is recorded.</summary>
/// <param name="value">The item, where readers may share it.</param>
/// <param name="kept">The item as bytes, of which each reader decodes its own.</param>
internal sealed class StreamItem<T>(T value, byte[]? kept)
{
    internal T Value => value;

    internal byte[]? Kept => kept;

    /// <summary>Guarded by the recording.</summary>
    internal StreamItem<T>? Next { get; set; }
}
