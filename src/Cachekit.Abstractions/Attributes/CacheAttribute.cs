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
public sealed class CacheAttribute : Attribute
{
    /// <summary>Caches with the defaults of a preset.</summary>
    /// <param name="preset">The preset; <see cref="Preset.Production"/> when none is given here and no <see cref="CacheDefaultsAttribute"/> names one.</param>
    public CacheAttribute(Preset preset = Preset.Production) => Preset = preset;

    /// <summary>The preset whose defaults apply where this attribute says nothing.</summary>
    public Preset Preset { get; }

    /// <summary>How long an entry lives, for example <c>90s</c>, <c>5m</c>, <c>1h30m</c>, <c>7d</c> or <c>never</c>.</summary>
    /// <value>The preset's own life when not set. More than 0, at most 3650 days.</value>
    public string? Ttl { get; set; }

    /// <summary>The namespace of the entries, which can be invalidated as a whole and shares one memory budget.</summary>
    /// <value>1 to 64 characters of <c>A-Z a-z 0-9 _ -</c>; at most 46 are recommended, since longer ones are cut out of long keys.</value>
    public string? Namespace { get; set; }

    /// <summary>The name of the uncached method, when the naming convention is not wanted.</summary>
    /// <value>Use <see langword="nameof"/>.</value>
    public string? Source { get; set; }

    /// <summary>A text folded into every key: change it and all older entries of the method are no longer found.</summary>
    public string? Version { get; set; }

    /// <summary>Whether a <see langword="null"/> result is cached.</summary>
    /// <value><see langword="true"/> by default.</value>
    public bool CacheNulls { get; set; } = true;

    /// <summary>How long a cached <see langword="null"/> lives, in the form of <see cref="Ttl"/>.</summary>
    /// <value>The life of other values when not set. Not together with <c>CacheNulls = false</c>.</value>
    public string? NullTtl { get; set; }

    /// <summary>The name of the backend to use, as registered in the options; the default backend when not set.</summary>
    public string? Backend { get; set; }

    /// <summary>The operation under which the entries are shared with the Python, Rust and TypeScript SDKs, for example <c>get_user</c>.</summary>
    /// <value>
    /// Not set by default: entries are this SDK's own. 1 to 64 characters of <c>a-z 0-9 . _ -</c>, the first one a letter or a digit, without two
    /// dots in a row. It needs a <see cref="Namespace"/> of the same form. Keys are <c>{namespace}:{operation}:{hash}</c>, values plain MessagePack.
    /// The contract is the operation with the number, order and types of the arguments. Such a method needs a backend.
    /// </value>
    public string? Interop { get; set; }

    /// <summary>The format of values shared with other SDKs.</summary>
    /// <value><see cref="InteropVersion.V1"/> by default. Only together with <see cref="Interop"/>; the same for all methods of a namespace.</value>
    public InteropVersion InteropVersion { get; set; } = InteropVersion.V1;

    /// <summary>How members of records and classes are named in values shared with other SDKs.</summary>
    /// <value><see cref="InteropNaming.AsDeclared"/> by default. Only together with <see cref="Interop"/>.</value>
    public InteropNaming InteropNaming { get; set; } = InteropNaming.AsDeclared;
}
