using Cachekit.Generators.Infrastructure;

namespace Cachekit.Generators.Models;

/// <summary>A mistake that a parser found, without a place: the analyzer that reports it knows the symbol.</summary>
/// <param name="Id">The id of the diagnostic.</param>
/// <param name="Arguments">What fills the message.</param>
internal sealed record Finding(string Id, EquatableArray<string> Arguments)
{
    public static Finding Create(string id, params string[] arguments) => new(id, new EquatableArray<string>(arguments));
}
