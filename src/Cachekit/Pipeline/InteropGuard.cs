using Cachekit.CompilerServices;

namespace Cachekit.Pipeline;

/// <summary>Refuses what entries that are shared with other SDKs must not be combined with, when a method is bound to a runtime.</summary>
internal static class InteropGuard
{
    /// <param name="definition">The method.</param>
    /// <param name="runtime">The runtime.</param>
    /// <param name="port">The method's backend there.</param>
    /// <param name="isTagged">Whether its keys have tags.</param>
    /// <exception cref="CacheConfigurationException">The combination is not possible.</exception>
    internal static void Require<TValue>(CachedMethodDefinition<TValue> definition, CachekitRuntime runtime, BackendPort? port, bool isTagged)
    {
        if (isTagged)
        {
            throw new CacheConfigurationException(
                $"'{definition.Method}' shares its entries with other SDKs (Interop = \"{definition.Interop}\") and has [CacheTag], but shared entries have no stamp by which a tag could make them invalid: remove [CacheTag] or Interop.");
        }

        if (port is null)
        {
            throw new CacheConfigurationException(
                $"'{definition.Method}' shares its entries with other SDKs (Interop = \"{definition.Interop}\"), but there is no backend to share: choose one in CachekitOptions or by a variable, for example CACHEKIT_FILE_CACHE_DIR; without one, remove Interop.");
        }

        if (port.KeyPrefix.Length > 0)
        {
            throw new CacheConfigurationException(
                $"'{definition.Method}' shares its entries with other SDKs (Interop = \"{definition.Interop}\"), but the backend '{port.Name}' puts '{port.KeyPrefix}' before every key, where they would not look: remove the key prefix, or give the method a backend without one.");
        }

        runtime.RequireOneVersion(definition.Namespace!, definition.InteropVersion, definition.Method);
    }
}
