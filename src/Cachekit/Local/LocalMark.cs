using Cachekit.Storage;

namespace Cachekit.Local;

/// <summary>What an entry is known by besides its key, where processes tell each other what is invalid or where it has tags.</summary>
/// <param name="TextHash">The hash of its text key; 0 where no message can name it.</param>
/// <param name="Stamp">The stamp of its making; 0 where it has none.</param>
/// <param name="Tags">The hashes of its tags, each once; <see langword="null"/> for none.</param>
/// <param name="Metadata">The tags of its value and its validator, for the next refresh; <see langword="null"/> where it has neither.</param>
internal sealed record LocalMark(ulong TextHash, long Stamp, ulong[]? Tags, EntryMetadata? Metadata = null);
