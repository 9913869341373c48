namespace Cachekit.Backends;

/// <summary>A written file that still has to take the entry's place.</summary>
internal sealed record PendingWrite(string Path, long? OldSize, long NewSize);
