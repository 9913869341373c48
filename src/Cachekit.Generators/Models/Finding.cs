using Cachekit.Generators.Infrastructure;

namespace Cachekit.Generators.Models;

/// <summary>What a parser found wrong, without the place, which the report keeps beside it: models hold findings, and must not hold locations.</summary>
/// <param name="Id">The id of the diagnostic.</param>
/// <param name="Arguments">What fills the message.</param>
internal sealed record Finding(string Id, EquatableArray<string> Arguments)
{
    public static Finding Create(string id, params string[] arguments) => new(id, new EquatableArray<string>(arguments));
}
