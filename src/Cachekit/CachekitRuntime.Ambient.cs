using Cachekit.Configuration;

namespace Cachekit;

public sealed partial class CachekitRuntime
{
    private static readonly object AmbientLock = new();
    private static CachekitRuntime? Current;

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

    /// <summary>Puts another runtime in the place of one that must still be there.</summary>
    internal static void ReplaceAmbient(CachekitRuntime expected, CachekitRuntime? replacement)
    {
        lock (AmbientLock)
        {
            if (ReferenceEquals(Current, expected))
            {
                Volatile.Write(ref Current, replacement);
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
