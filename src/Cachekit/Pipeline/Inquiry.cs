namespace Cachekit.Pipeline;

/// <summary>A look into the backend.</summary>
/// <param name="Key">The key; nobody changes it any more.</param>
/// <param name="TextKey">The key in the backend.</param>
/// <param name="Epoch">The epoch from before the look.</param>
/// <param name="AskedAt">The coarse clock's time from before the look.</param>
/// <param name="Keep">Whether memory keeps what is found.</param>
/// <param name="Marks">Whether the answer says by what it can be recognised later.</param>
internal readonly record struct Inquiry<TKey>(TKey Key, string TextKey, long Epoch, long AskedAt, bool Keep = true, bool Marks = false);
