using System.ComponentModel;

namespace Cachekit.CompilerServices;

/// <summary>A call of a method with <see cref="CacheBatchAttribute"/>: its arguments without the ids, and the forms of its result.</summary>
/// <typeparam name="TId">One id.</typeparam>
/// <typeparam name="TKey">The key of one id's entry.</typeparam>
/// <typeparam name="TValue">The value of one id.</typeparam>
/// <typeparam name="TResult">What the method returns, without its task.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IBatchBody<TId, TKey, TValue, TResult>
    where TKey : struct, ICacheKey<TKey>
{
    /// <summary>The method for people, for example <c>Shop.Catalog.GetProductsAsync</c>.</summary>
    string Method { get; }

    /// <summary>Whether an id for which the body has no value is an entry with <see langword="null"/>; only where a value can be null.</summary>
    bool RemembersAbsent { get; }

    /// <summary>The key of an id's entry.</summary>
    /// <param name="id">The id.</param>
    TKey KeyOf(TId id);

    /// <summary>Takes the values out of what the body returned.</summary>
    /// <param name="result">What the body returned.</param>
    /// <param name="items">The ids that the body was asked for; takes their values.</param>
    /// <exception cref="InvalidOperationException">The body returned something else than a value for each id.</exception>
    void Split(TResult result, BatchItems<TId, TValue> items);

    /// <summary>Makes what the caller gets.</summary>
    /// <param name="items">The ids as the caller gave them, with their values.</param>
    TResult Join(BatchItems<TId, TValue> items);
}
