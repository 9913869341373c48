using Cachekit.Generators.Infrastructure;

namespace Cachekit.Generators.Models;

/// <summary>The uncached method.</summary>
/// <param name="Name">Its name, escaped where it is a keyword.</param>
/// <param name="Kind">What it gives back.</param>
/// <param name="IsStatic">Whether it is static.</param>
/// <param name="Arguments">
/// For each of its parameters the modifier and the name of the parameter that fills it; an empty name is the cancellation token.
/// </param>
internal sealed record BodyModel(string Name, ReturnKind Kind, bool IsStatic, EquatableArray<BodyArgument> Arguments);

/// <param name="Modifier"><c>in </c> or nothing.</param>
/// <param name="Parameter">The parameter's name, escaped; empty for the cancellation token.</param>
internal sealed record BodyArgument(string Modifier, string Parameter)
{
    public bool IsCancellationToken => Parameter.Length == 0;
}
