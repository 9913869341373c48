using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Diagnostics.Bodies;

/// <summary>A place where code reads what is around it: the request, the user, the culture, the clock, the tenant.</summary>
/// <param name="Symbol">The member that is read.</param>
/// <param name="Name">What the code says, for example <c>DateTime.Now</c>.</param>
/// <param name="State">What it is, and how to do without it.</param>
/// <param name="Location">The name of the member in the code.</param>
internal sealed record AmbientRead(ISymbol Symbol, string Name, AmbientState State, Location Location);
