namespace Cachekit;

/// <summary>The settings that a method, a type and an assembly can have; the nearest one that says something wins.</summary>
/// <remarks>
/// <para>The order is: <see cref="CacheAttribute"/> of the method, <see cref="CacheDefaultsAttribute"/> of its type, of the types around it, of its
/// assembly, then <c>CachekitOptions</c>, the environment, and the defaults of the preset.</para>
/// <para>Durations are text: a number and a unit (<c>ms</c>, <c>s</c>, <c>m</c>, <c>h</c>, <c>d</c>), several of them in a row from the
/// largest to the smallest (<c>1h30m</c>). The compiler checks them, and refuses what the preset cannot honour.</para>
/// </remarks>
public abstract class CacheSettingsAttribute : Attribute
{
    private protected CacheSettingsAttribute()
    {
    }

    /// <summary>How long an entry lives, for example <c>90s</c>, <c>5m</c>, <c>1h30m</c>, <c>7d</c> or <c>never</c>.</summary>
    /// <value>The preset's own life when not set. More than 0, at most 3650 days.</value>
    public string? Ttl { get; set; }

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

    /// <summary>The format of values shared with other SDKs.</summary>
    /// <value><see cref="InteropVersion.V1"/> by default. Only for methods with <see cref="CacheAttribute.Interop"/>; the same for all methods of a namespace.</value>
    public InteropVersion InteropVersion { get; set; } = InteropVersion.V1;

    /// <summary>How members of records and classes are named in values shared with other SDKs.</summary>
    /// <value><see cref="InteropNaming.AsDeclared"/> by default. Only for methods with <see cref="CacheAttribute.Interop"/>.</value>
    public InteropNaming InteropNaming { get; set; } = InteropNaming.AsDeclared;

    /// <summary>Whether a value is served while it is made anew in the background (stale-while-revalidate).</summary>
    /// <value>By preset: on for Dev, Production, Secure and Io. Test refuses it, because it does nothing in the background.</value>
    /// <remarks>
    /// A call that finds a value past <see cref="SwrThresholdRatio"/> of its life gets it at once and starts one refresh; so does one that finds a
    /// value in its stale window (<see cref="StaleFor"/>).
    /// </remarks>
    public bool SwrEnabled { get; set; }

    /// <summary>The part of an entry's life after which a call starts a refresh.</summary>
    /// <value>0.5 by default; 0.1 to 1.0. Each entry has a jitter of its own of up to 10 % either way. 1.0: only past its life.</value>
    public double SwrThresholdRatio { get; set; }

    /// <summary>How long an entry can still be served after its life has ended, in the form of <see cref="Ttl"/>.</summary>
    /// <value>Nothing by default; with <see cref="Preset.Io"/> as long as its life. With it more than 0 and the life, at most 3650 days together (30 days with the Http backend).</value>
    /// <remarks>
    /// With <see cref="SwrEnabled"/> calls get the stale value and a refresh starts; with <see cref="FailSafe"/> they get it when the body fails; with
    /// <see cref="SoftTimeout"/> when the body is late.
    /// </remarks>
    public string? StaleFor { get; set; }

    /// <summary>On which instance a background refresh runs, or that there is none.</summary>
    /// <value><see cref="BackgroundRefresh.Auto"/> by default.</value>
    public BackgroundRefresh BackgroundRefresh { get; set; }

    /// <summary>Whether a stale value is served when the body throws.</summary>
    /// <value>By preset: on for Production, Secure and Io. It needs a stale window (<see cref="StaleFor"/>) to have one.</value>
    public bool FailSafe { get; set; }

    /// <summary>How long a caller waits for the body where there is a stale value to serve instead; the body goes on in the background.</summary>
    /// <value>Not set by default: as long as it takes. More than 0, at most 24 days, less than <see cref="HardTimeout"/>.</value>
    public string? SoftTimeout { get; set; }

    /// <summary>How long the body may take: then its token is cancelled, and callers get a <see cref="TimeoutException"/>, or a stale value with <see cref="FailSafe"/>.</summary>
    /// <value>Not set by default: as long as it takes. More than 0, at most 24 days.</value>
    public string? HardTimeout { get; set; }

    /// <summary>Whether a miss takes a lock in the backend, so that one process runs the body and the others wait for its result.</summary>
    /// <value>By preset: on for Production, Secure and Io, where the backend has locks.</value>
    public bool LockEnabled { get; set; }

    /// <summary>How long a miss waits for the process that holds the lock before it runs the body itself.</summary>
    /// <value><c>5s</c> by default. <c>0s</c>: it does not wait. At most 24 days.</value>
    public string? LockWait { get; set; }

    /// <summary>Whether a use of an entry in the later half of its life starts its life anew.</summary>
    /// <value><see langword="false"/> by default. Not for entries that never expire.</value>
    public bool Sliding { get; set; }

    /// <summary>By which part of it the life of each entry is shortened at random, so that entries made together do not expire together.</summary>
    /// <value>0 by default; 0 to 0.5.</value>
    public double Jitter { get; set; }

    /// <summary>Which entries leave memory first when the budget of the namespace is spent.</summary>
    /// <value><see cref="CachePriority.Normal"/> by default.</value>
    public CachePriority Priority { get; set; } = CachePriority.Normal;

    /// <summary>Whether entries are kept in the memory of this process (L1).</summary>
    /// <value><see langword="true"/> by default.</value>
    public bool LocalEnabled { get; set; } = true;

    /// <summary>The memory budget of the namespace in units of 1,048,576 bytes.</summary>
    /// <value>That of <c>CachekitOptions.Local.MaxSizeMb</c> by default (100). 1 or more; the first method of a namespace that says one decides.</value>
    public int LocalMaxSizeMb { get; set; }

    /// <summary>Whether invalidations are broadcast to other processes, and theirs received, where the backend has messages.</summary>
    /// <value>By preset: on for Production, Secure and Io.</value>
    public bool InvalidationEnabled { get; set; }

    /// <summary>Whether the whole namespace can be invalidated in constant time.</summary>
    /// <value>By preset: on for Production, Secure and Io. Without it reads are cheaper by one look at the namespace's marker per second, and only single entries can be invalidated in the backend.</value>
    public bool NamespaceIndex { get; set; }
}
