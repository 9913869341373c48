namespace Cachekit.Generators.Models.Values;

/// <summary>A required member that is not stored and gets its default.</summary>
/// <param name="Name">Its name.</param>
/// <param name="TypeName">Its type.</param>
internal sealed record UnstoredMemberModel(string Name, string TypeName);
