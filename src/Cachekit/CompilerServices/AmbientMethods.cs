using System.Collections.Concurrent;
using System.ComponentModel;

namespace Cachekit.CompilerServices;

/// <summary>
/// The methods of all loaded modules that use the ambient runtime and cannot work without a setting: a host checks at its start that it is there.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class AmbientMethods
{
    private static readonly ConcurrentDictionary<string, bool> Secure = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, bool> Io = new(StringComparer.Ordinal);

    internal static IReadOnlyCollection<string> WithMasterKey => [.. Secure.Keys.Order(StringComparer.Ordinal)];

    internal static IReadOnlyCollection<string> WithIoBackend => [.. Io.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Makes a secure method known; module initializers that the generator writes call it.</summary>
    /// <param name="method">The method, for example <c>Clinic.Patients.GetPatientAsync</c>.</param>
    public static void NeedMasterKey(string method) => Secure.TryAdd(method, true);

    /// <summary>Makes a method with <see cref="Preset.Io"/> known; module initializers that the generator writes call it.</summary>
    /// <param name="method">The method, for example <c>Shop.Catalog.GetProductAsync</c>.</param>
    public static void NeedIoBackend(string method) => Io.TryAdd(method, true);
}
