using System.Collections.Concurrent;
using System.ComponentModel;

namespace Cachekit.CompilerServices;

/// <summary>The kinds of backends that the environment can choose from.</summary>
/// <remarks>
/// An assembly that nobody names is never loaded, so it cannot announce itself: generated code calls the registration of each backend
/// package that the project references.
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

    internal static IBackendProvider? Find(string kind) => Providers.GetValueOrDefault(kind);
}
