namespace Cachekit;

/// <summary>Marks a cached method that takes many ids and returns a value for each: hits come from the cache, the body runs once for the others.</summary>
/// <remarks>
/// <para>The method takes one list of ids (an array or any interface of one: <see cref="IReadOnlyCollection{T}"/>, <see cref="IEnumerable{T}"/> and so on), and returns a dictionary by id,
/// or a list that is aligned with the ids. Its other parameters are the same for all ids. Each id has an entry of its own.</para>
/// <para>The body gets those ids that no layer has, each once.</para>
/// </remarks>
/// <example><code>
/// [Cache, CacheBatch(SharesWith = nameof(GetProductAsync))]
/// public partial Task&lt;IReadOnlyDictionary&lt;int, Product&gt;&gt; GetProductsAsync(IReadOnlyList&lt;int&gt; ids, CancellationToken ct);
/// </code></example>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class CacheBatchAttribute : Attribute
{
    /// <summary>The cached method of one id whose entries these are, with its settings; it takes the id in place of the list and is otherwise the same.</summary>
    /// <value>Not set by default: the batch has entries of its own. Use <see langword="nameof"/>.</value>
    public string? SharesWith { get; set; }

    /// <summary>The name of the parameter with the ids, where several could be meant.</summary>
    public string? Ids { get; set; }
}
