namespace Cachekit.Generators.Models.Keys;

internal enum KeyPartShape
{
    /// <summary>Composed of parts of the runtime.</summary>
    Expression,

    /// <summary>A map of members.</summary>
    Object,

    /// <summary>An array of items.</summary>
    Tuple,
}
