using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models.Decorators;
using Cachekit.Generators.Models.Interception;

namespace Cachekit.Generators.Models;

/// <summary>All that one generated file holds: the annotated methods of one type.</summary>
internal sealed record TypeModel(
    ContainerModel Container,
    string HintName,
    EquatableArray<CachedMethodModel> Cached,
    EquatableArray<InvalidatingMethodModel> Invalidating)
{
    /// <summary>What makes the type a generated one that stands before a service, or null.</summary>
    public DecoratorModel? Decorator { get; init; }

    /// <summary>What makes the type a generated one through which intercepted calls go, or null.</summary>
    public InterceptionModel? Interception { get; init; }

    /// <summary>The types with names that no other file has.</summary>
    public static EquatableArray<TypeModel> WithFileNames(IReadOnlyList<TypeModel> types) =>
        FileNames.Assign(types, static type => type.HintName, static (type, name) => type with { HintName = name });

    /// <summary>Groups methods by their type, in an order that does not depend on files or on the order of declaration.</summary>
    public static EquatableArray<TypeModel> Group(
        IReadOnlyList<CachedMethodModel> cached, IReadOnlyList<InvalidatingMethodModel> invalidating, CancellationToken cancellationToken)
    {
        var groups = new SortedDictionary<string, (List<CachedMethodModel> Cached, List<InvalidatingMethodModel> Invalidating)>(StringComparer.Ordinal);
        foreach (var method in cached)
        {
            GroupOf(method.Container).Cached.Add(method);
        }

        foreach (var method in invalidating)
        {
            GroupOf(method.Container).Invalidating.Add(method);
        }

        var types = new List<TypeModel>(groups.Count);
        foreach (var pair in groups)
        {
            cancellationToken.ThrowIfCancellationRequested();
            pair.Value.Cached.Sort(static (x, y) => string.CompareOrdinal(x.Signature.Order, y.Signature.Order));
            pair.Value.Invalidating.Sort(static (x, y) => string.CompareOrdinal(x.Signature.Order, y.Signature.Order));
            types.Add(new TypeModel(
                pair.Value.Cached.Count > 0 ? pair.Value.Cached[0].Container : pair.Value.Invalidating[0].Container,
                pair.Key,
                pair.Value.Cached.ToEquatableArray(),
                pair.Value.Invalidating.ToEquatableArray()));
        }

        return WithFileNames(types);

        (List<CachedMethodModel> Cached, List<InvalidatingMethodModel> Invalidating) GroupOf(ContainerModel container)
        {
            if (!groups.TryGetValue(container.HintName, out var group))
            {
                groups.Add(container.HintName, group = ([], []));
            }

            return group;
        }
    }
}
