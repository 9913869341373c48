using Cachekit.Local;

namespace Cachekit.Pipeline;

/// <summary>A value that was found in the backend and is whole, but may have been invalidated.</summary>
/// <param name="Value">The value.</param>
/// <param name="Kept">What memory keeps of it where it does not keep objects.</param>
/// <param name="Size">The encoded size.</param>
/// <param name="Remaining">What is left of its life in the backend; <see langword="null"/>: it never expires, or the backend does not say.</param>
/// <param name="Stamp">The stamp of its making; <see langword="null"/> where entries have none.</param>
/// <param name="IsStale">Whether it is past its life.</param>
/// <param name="Details">What the value came with.</param>
internal readonly record struct FoundValue<TValue>(TValue Value, byte[]? Kept, int Size, TimeSpan? Remaining, long? Stamp, bool IsStale = false, ValueDetails? Details = null);
