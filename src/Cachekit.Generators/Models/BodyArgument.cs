namespace Cachekit.Generators.Models;

/// <summary>What fills a parameter of the uncached method.</summary>
/// <param name="Kind">Where it comes from.</param>
/// <param name="Modifier"><c>in </c> or nothing.</param>
/// <param name="Parameter">The name of the method's parameter, escaped; empty for other kinds.</param>
internal sealed record BodyArgument(BodyArgumentKind Kind, string Modifier, string Parameter);
