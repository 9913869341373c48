using Cachekit.Configuration;
using Cachekit.DependencyInjection;

namespace Cachekit;

public sealed partial class CachekitRuntime
{
    private static readonly object AmbientLock = new();
    private static CachekitRuntime? Current;
    private static AmbientPlace? TopPlace;

    /// <summary>The runtime of all types that hold none.</summary>
    /// <value>
    /// Made from the environment at the first use, unless one was set before. With <c>AddCachekit</c> it is the host's runtime, from the
    /// host's start until its stop.
    /// </value>
    /// <exception cref="CacheConfigurationException">It had to be made, and at least one setting of the environment is wrong.</exception>
    public static CachekitRuntime Default
    {
        get => Ambient ?? CreateAmbient();
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            Ambient = value;
        }
    }

    /// <summary>The ambient runtime, if there is one already.</summary>
    internal static CachekitRuntime? Ambient
    {
        get => Volatile.Read(ref Current);
        set
        {
            lock (AmbientLock)
            {
                Volatile.Write(ref Current, value);
            }
        }
    }

    /// <summary>Makes a host's runtime the ambient one, until <see cref="Leave"/>.</summary>
    internal static AmbientPlace Enter(CachekitRuntime runtime)
    {
        lock (AmbientLock)
        {
            var place = new AmbientPlace(runtime, Current, TopPlace);
            TopPlace = place;
            Volatile.Write(ref Current, runtime);
            return place;
        }
    }

    /// <summary>
    /// Brings back what was there before the host, unless somebody else has taken its place meanwhile. Hosts stop in any order: what comes
    /// back is never the runtime of a host that has stopped already.
    /// </summary>
    internal static void Leave(AmbientPlace place)
    {
        lock (AmbientLock)
        {
            place.HasLeft = true;
            if (ReferenceEquals(Current, place.Runtime))
            {
                Volatile.Write(ref Current, place.Below());
            }

            while (TopPlace is { HasLeft: true })
            {
                TopPlace = TopPlace.Under;
            }
        }
    }

    private static CachekitRuntime CreateAmbient()
    {
        // Under the lock: two callers of a cold program must not make two runtimes, of which one would lose its entries.
        lock (AmbientLock)
        {
            if (Current is { } existing)
            {
                return existing;
            }

            var options = new CachekitOptions();
            options.LoggerFactory = StandardErrorLoggerFactory.FromEnvironment(options.Variables, TimeProvider.System, Console.Error);
            var created = new CachekitRuntime(options);
            Volatile.Write(ref Current, created);
            return created;
        }
    }
}
