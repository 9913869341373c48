namespace Cachekit.Generators.Parsing.Settings;

/// <summary>An explicit setting.</summary>
/// <param name="Value">Its value.</param>
/// <param name="Rank">How far the attribute is that says it: 0 is the method's own.</param>
internal readonly record struct Said<T>(T Value, int Rank);
