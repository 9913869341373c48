using Cachekit.Generators.Infrastructure;

namespace Cachekit.Generators.Models;

/// <summary>Gives each generated file a name of its own: file names are compared without case, type names are not.</summary>
internal static class FileNames
{
    public static EquatableArray<T> Assign<T>(IReadOnlyList<T> types, Func<T, string> name, Func<T, string, T> rename)
        where T : IEquatable<T>
    {
        var own = new List<T>(types.Count);
        var known = new HashSet<string>(StringComparer.Ordinal);
        var counts = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var type in types)
        {
            // The same type comes twice where two parts of it have the attribute, as those in a copy of its file.
            if (known.Add(name(type)))
            {
                own.Add(type);
                counts[name(type)] = counts.TryGetValue(name(type), out var count) ? count + 1 : 1;
            }
        }

        for (var i = 0; i < own.Count; i++)
        {
            own[i] = counts[name(own[i])] == 1 ? own[i] : rename(own[i], $"{name(own[i])}.{Hash.Of(name(own[i]), 8)}");
        }

        return own.ToEquatableArray();
    }
}
