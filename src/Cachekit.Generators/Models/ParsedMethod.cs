using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Parsing;

namespace Cachekit.Generators.Models;

/// <summary>What became of an annotated method: something to generate, a reason why not, or neither where the compiler has said enough.</summary>
internal sealed record ParsedMethod<T>(T? Model, EquatableArray<RefusalModel> Refusals)
    where T : class
{
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
