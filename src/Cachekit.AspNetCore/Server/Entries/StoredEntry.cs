namespace Cachekit.AspNetCore;

/// <summary>An entry that was found. Whoever asked disposes of it when the bytes are used up.</summary>
internal sealed class StoredEntry(BackendValue value, EntryTimes times, DateTimeOffset now) : IDisposable
{
    public EntryTimes Times => times;

    /// <summary>When it was looked at.</summary>
    public DateTimeOffset Now => now;

    public ReadOnlyMemory<byte> Bytes => value.Bytes[EntryRecord.HeaderSize..];

    public void Dispose() => value.Dispose();
}
