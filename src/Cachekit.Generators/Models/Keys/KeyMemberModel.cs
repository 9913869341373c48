namespace Cachekit.Generators.Models.Keys;

/// <summary>A member of an object or an item of a tuple.</summary>
/// <param name="Name">The name in the canonical form.</param>
/// <param name="Access">The name in code, escaped.</param>
/// <param name="Form">The code for its value.</param>
internal sealed record KeyMemberModel(string Name, string Access, KeyForm Form);
