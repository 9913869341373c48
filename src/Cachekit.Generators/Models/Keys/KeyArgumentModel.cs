namespace Cachekit.Generators.Models.Keys;

/// <summary>An argument of a key: a parameter, or an instance member that is in the key.</summary>
/// <param name="Name">Its name, not escaped.</param>
/// <param name="Part">How its type takes part.</param>
internal sealed record KeyArgumentModel(string Name, KeyPartModel Part);
