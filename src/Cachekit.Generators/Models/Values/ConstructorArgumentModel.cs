namespace Cachekit.Generators.Models.Values;

/// <summary>One argument of a constructor.</summary>
/// <param name="Name">The parameter, when an optional one before it is left out.</param>
/// <param name="Member">The index of the member that it comes from, or -1.</param>
/// <param name="Expression">What is passed when it comes from no member.</param>
/// <param name="Modifier"><c>in</c> with a space, or nothing.</param>
internal sealed record ConstructorArgumentModel(string? Name, int Member, string Expression, string Modifier);
