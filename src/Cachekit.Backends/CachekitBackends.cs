using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Cachekit.CompilerServices;

namespace Cachekit.Backends;

/// <summary>Makes the backends of this assembly known to the engine.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CachekitBackends
{
    /// <summary>Registers a provider for each kind of backend that the environment can choose. Happens when the assembly is initialised.</summary>
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255:The 'ModuleInitializer' attribute should not be used in libraries", Justification = "The engine runs it on demand, see BackendProviders.")]
    public static void Register()
    {
        BackendProviders.Register(new FileBackendProvider());
        BackendProviders.Register(new HttpBackendProvider());
        BackendProviders.Register(new RedisBackendProvider());
        BackendProviders.Register(new MemcachedBackendProvider());
    }
}
