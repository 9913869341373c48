namespace Cachekit.Serialization;

/// <summary>Arrays of four dimensions.</summary>
internal sealed class Array4DCodec<T>(ValueCodec<T> element) : MultiDimensionalCodec<T[,,,], T>(4, element)
{
    protected override T[,,,] Create(ReadOnlySpan<int> lengths) => new T[lengths[0], lengths[1], lengths[2], lengths[3]];
}
