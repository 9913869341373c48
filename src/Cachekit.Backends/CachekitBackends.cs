using System.ComponentModel;
using Cachekit.CompilerServices;

namespace Cachekit.Backends;

/// <summary>Makes the backends of this assembly known to the engine. Generated code calls it; calling it again changes nothing.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CachekitBackends
{
    /// <summary>Registers a provider for each kind of backend that the environment can choose.</summary>
    public static void Register() => BackendProviders.Register(new FileBackendProvider());
}
