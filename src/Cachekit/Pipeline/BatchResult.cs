using Cachekit.Flights;

namespace Cachekit.Pipeline;

/// <summary>What the body of a batch made for one key, on its way into the layers.</summary>
/// <param name="flight">The key's flight.</param>
/// <param name="prepared">The value.</param>
internal sealed class BatchResult<TKey, TValue>(Flight<TKey, TValue> flight, Prepared<TValue> prepared)
    where TKey : struct
{
    /// <summary>A field, so that it can be passed on without a copy.</summary>
    internal readonly Prepared<TValue> Prepared = prepared;

    internal Flight<TKey, TValue> Flight => flight;
}
