using System.Collections.Concurrent;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Cachekit.CompilerServices;

/// <summary>The kinds of backends that the environment can choose from.</summary>
/// <remarks>
/// An assembly that no code has touched yet is not loaded and cannot announce itself. So the one that comes with Cachekit is looked for by
/// its name, once, when a kind is asked for that nobody has announced.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BackendProviders
{
    private static readonly ConcurrentDictionary<string, IBackendProvider> Providers = new(StringComparer.Ordinal);

    /// <summary>Adds a kind. Adding a kind again changes nothing.</summary>
    /// <param name="provider">The provider.</param>
    public static void Register(IBackendProvider provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        Providers.TryAdd(provider.Kind, provider);
    }

    internal static IBackendProvider? Find(string kind)
    {
        if (Providers.TryGetValue(kind, out var provider))
        {
            return provider;
        }

        // A constant name, which trimming and native compilation understand. The assembly registers its backends when it is initialised.
        if (Type.GetType("Cachekit.Backends.CachekitBackends, Cachekit.Backends", throwOnError: false) is { } backends)
        {
            RuntimeHelpers.RunModuleConstructor(backends.Module.ModuleHandle);
        }

        return Providers.GetValueOrDefault(kind);
    }
}
