using System.Collections.Concurrent;
using System.ComponentModel;

namespace Cachekit.CompilerServices;

/// <summary>The secure methods of all loaded modules that use the ambient runtime: a host checks at its start that there is a key for them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SecureMethods
{
    private static readonly ConcurrentDictionary<string, bool> Known = new(StringComparer.Ordinal);

    /// <summary>Makes a method known; module initializers that the generator writes call it.</summary>
    /// <param name="method">The method, for example <c>Clinic.Patients.GetPatientAsync</c>.</param>
    public static void Register(string method) => Known.TryAdd(method, true);

    internal static IReadOnlyCollection<string> All => [.. Known.Keys.Order(StringComparer.Ordinal)];
}
