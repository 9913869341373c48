namespace Cachekit.Storage;

/// <summary>What an entry is bound to.</summary>
/// <param name="Key">The text key; <see langword="null"/> only where nothing is encrypted and nothing leaves the process.</param>
/// <param name="Tenant">The tenant, where the method encrypts; <see langword="null"/> elsewhere.</param>
/// <param name="Stamp">The stamp of its making, when it is written.</param>
/// <param name="Metadata">What the value says about the entry, when it is written; <see langword="null"/>: nothing.</param>
internal readonly record struct EntryContext(string? Key, string? Tenant, long Stamp = 0, EntryMetadata? Metadata = null);
