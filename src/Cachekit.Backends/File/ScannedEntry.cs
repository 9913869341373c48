namespace Cachekit.Backends;

/// <summary>An entry as a listing of the directory found it.</summary>
internal readonly record struct ScannedEntry(string Name, DateTimeOffset WrittenAt, long Size);
