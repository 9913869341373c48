using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Cachekit.Serialization;

/// <summary>Refuses objects of a derived class where the declared one would be read back.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ExactType
{
    /// <summary>Checks an object before it is written.</summary>
    /// <typeparam name="T">The declared class.</typeparam>
    /// <param name="value">The object.</param>
    /// <exception cref="CacheSerializationException">It is of a derived class.</exception>
    public static void Require<T>(T value)
        where T : class
    {
        if (value.GetType() != typeof(T))
        {
            Throw(typeof(T), value.GetType());
        }
    }

    [DoesNotReturn]
    private static void Throw(Type declared, Type actual) => throw new CacheSerializationException(
        $"A value declared as '{declared}' is a '{actual}' and would come back as less than it is: list '{actual.Name}' with [JsonDerivedType] on '{declared.Name}', "
        + $"or return an object of exactly the declared type.");
}
