namespace Cachekit.Generators.Models.Keys;

/// <summary>An argument of a key: a parameter, or an instance member that is in the key.</summary>
/// <param name="Name">Its name, not escaped.</param>
/// <param name="Part">How its type takes part.</param>
internal sealed record KeyArgumentModel(string Name, KeyPartModel Part)
{
    /// <summary>
    /// Whether the key keeps the bytes of the shared form: an instant in it is finer than that form, and memory must not tell apart what the
    /// backend does not.
    /// </summary>
    public bool IsEncodedForInterop { get; init; }
}
