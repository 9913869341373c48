namespace Cachekit.Generators.Diagnostics.Values;

/// <summary>A secret in a value.</summary>
/// <param name="Path">The way to it, for example <c>User.Logins[].Token</c>.</param>
/// <param name="Why">How it shows that it is one.</param>
/// <param name="Instead">What to do.</param>
internal sealed record FoundSecret(string Path, string Why, string Instead);
