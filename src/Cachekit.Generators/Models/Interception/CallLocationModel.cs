namespace Cachekit.Generators.Models.Interception;

/// <summary>Where a call is, in the words of the compiler.</summary>
/// <param name="Version">The form of the data.</param>
/// <param name="Data">The place.</param>
internal sealed record CallLocationModel(int Version, string Data);
