using Cachekit.Generators.Models;

namespace Cachekit.Generators.Parsing.Values;

/// <summary>A finding on an object whose path is not known yet, since one type is reached on many paths.</summary>
/// <param name="Member">The member, or nothing for the type itself.</param>
/// <param name="Make">Makes the finding from the whole path.</param>
internal sealed record ObjectProblem(string? Member, Func<string, Finding> Make);
