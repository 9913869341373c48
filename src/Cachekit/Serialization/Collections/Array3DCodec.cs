namespace Cachekit.Serialization;

/// <summary>Arrays of three dimensions.</summary>
internal sealed class Array3DCodec<T>(ValueCodec<T> element) : MultiDimensionalCodec<T[,,], T>(3, element)
{
    protected override T[,,] Create(ReadOnlySpan<int> lengths) => new T[lengths[0], lengths[1], lengths[2]];
}
