namespace Cachekit.Serialization;

/// <summary>Arrays of two dimensions.</summary>
internal sealed class Array2DCodec<T>(ValueCodec<T> element) : MultiDimensionalCodec<T[,], T>(2, element)
{
    protected override T[,] Create(ReadOnlySpan<int> lengths) => new T[lengths[0], lengths[1]];
}
