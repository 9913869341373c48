namespace Cachekit.Keys;

/// <summary>Where an element is in the buffer of a writer, and by which of its bytes it is ordered.</summary>
internal readonly record struct KeyRange(int Start, int Length, int SortStart, int SortLength);
