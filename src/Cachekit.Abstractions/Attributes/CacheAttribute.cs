namespace Cachekit;

/// <summary>Caches the results of a partial method; the compiler writes the key, the serializer and the implementation.</summary>
/// <remarks>
/// <para>The uncached body is found by its name: <c>GetUserAsync</c> runs <c>GetUserCoreAsync</c>, <c>GetUser</c> runs <c>GetUserCore</c>.
/// Set <see cref="Source"/> for another name.</para>
/// <para>All parameters are part of the key, except <see cref="CancellationToken"/> and those with <see cref="CacheIgnoreAttribute"/>.</para>
/// <para>Durations are text: a number and a unit (<c>ms</c>, <c>s</c>, <c>m</c>, <c>h</c>, <c>d</c>), several of them in a row from the
/// largest to the smallest (<c>1h30m</c>), or <c>never</c>. The compiler checks them.</para>
/// </remarks>
/// <example>
/// <code>
/// [Cache(Preset.Production, Ttl = "5m")]
/// public partial ValueTask&lt;Product?&gt; GetProductAsync(int id, string region, CancellationToken ct = default);
///
/// private ValueTask&lt;Product?&gt; GetProductCoreAsync(int id, string region, CancellationToken ct) => store.FindAsync(id, region, ct);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class CacheAttribute : CacheSettingsAttribute
{
    /// <summary>Caches with the defaults of a preset.</summary>
    /// <param name="preset">The preset; <see cref="Preset.Production"/> when none is given here and no <see cref="CacheDefaultsAttribute"/> names one.</param>
    public CacheAttribute(Preset preset = Preset.Production) => Preset = preset;

    /// <summary>The preset whose defaults apply where this attribute says nothing.</summary>
    public Preset Preset { get; }

    /// <summary>The namespace of the entries, which can be invalidated as a whole and shares one memory budget.</summary>
    /// <value>1 to 64 characters of <c>A-Z a-z 0-9 _ -</c>; at most 46 are recommended, since longer ones are cut out of long keys.</value>
    public string? Namespace { get; set; }

    /// <summary>The name of the uncached method, when the naming convention is not wanted.</summary>
    /// <value>Use <see langword="nameof"/>.</value>
    public string? Source { get; set; }

    /// <summary>The operation under which the entries are shared with the Python, Rust and TypeScript SDKs, for example <c>get_user</c>.</summary>
    /// <value>
    /// Not set by default: entries are this SDK's own. 1 to 64 characters of <c>a-z 0-9 . _ -</c>, the first one a letter or a digit, without two
    /// dots in a row. It needs a <see cref="Namespace"/> of the same form. Keys are <c>{namespace}:{operation}:{hash}</c>, values plain MessagePack.
    /// The contract is the operation with the number, order and types of the arguments. Such a method needs a backend.
    /// </value>
    public string? Interop { get; set; }
}
