namespace Cachekit.Backends;

/// <summary>A good answer of the API.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">The body, which the receiver gives back; <see langword="null"/> when nobody asked for it.</param>
/// <param name="Length">How many bytes of the buffer are the body.</param>
/// <param name="IsStale">Whether the value is past its life.</param>
/// <param name="Bound">How long the value stays fresh; <see langword="null"/>: the server sets no bound.</param>
internal readonly record struct HttpAnswer(int Status, PooledBuffer? Body = null, int Length = 0, bool IsStale = false, TimeSpan? Bound = null)
{
    public bool Found => Status != 404;

    public ReadOnlySpan<byte> Span => Body is null ? default : Body.Array.AsSpan(0, Length);
}
