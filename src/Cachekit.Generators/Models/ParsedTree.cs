using System.Runtime.ExceptionServices;
using Cachekit.Generators.Infrastructure;

namespace Cachekit.Generators.Models;

/// <summary>What became of the annotated methods of one file.</summary>
/// <param name="Cached">Those with <c>[Cache]</c>.</param>
/// <param name="Invalidating">Those with <c>[Invalidates]</c> or <c>[InvalidatesTag]</c>.</param>
/// <param name="Lonely">What is wrong with those that have an attribute which means nothing without one of these.</param>
internal sealed record ParsedTree(
    EquatableArray<ParsedMethod<CachedMethodModel>> Cached, EquatableArray<ParsedMethod<InvalidatingMethodModel>> Invalidating, EquatableArray<RefusalModel> Lonely)
{
    /// <summary>What kept the file from being parsed: a mistake of ours, or a compiler that is at its end.</summary>
    public ExceptionDispatchInfo? Failure { get; init; }

    public ParsedTree OrThrow()
    {
        Failure?.Throw();
        return this;
    }
}
