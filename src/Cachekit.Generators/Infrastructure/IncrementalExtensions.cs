using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Infrastructure;

internal static class IncrementalExtensions
{
    public static IncrementalValuesProvider<T> WhereNotNull<T>(this IncrementalValuesProvider<T?> values)
        where T : class => values.Where(static value => value is not null)!;
}
