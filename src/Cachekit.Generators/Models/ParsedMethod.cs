using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Parsing;
using Cachekit.Generators.Parsing.Interception;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Models;

/// <summary>What became of an annotated method: something to generate, a reason why not, or neither where the compiler has said enough.</summary>
internal sealed record ParsedMethod<T>(T? Model, EquatableArray<RefusalModel> Refusals)
    where T : class
{
    /// <summary>The name of a method that is not partial, and whose calls are intercepted.</summary>
    public string? Intercepted { get; init; }

    /// <summary>A method that something else than an implementing part takes care of.</summary>
    public static ParsedMethod<T> OfOtherForm(IMethodSymbol method) => new(null, default) { Intercepted = InterceptedTypes.Handles(method) ? method.Name : null };

    public static ParsedMethod<T> From(T? model, Report report)
    {
        var refusals = new List<RefusalModel>();
        foreach (var (finding, location) in report.Refusals)
        {
            refusals.Add(RefusalModel.Create(finding, location));
        }

        return new ParsedMethod<T>(model, refusals.ToEquatableArray());
    }
}
