using Cachekit.Generators.Infrastructure;

namespace Cachekit.Generators.Models.Decorators;

/// <summary>A member that calls that of the inner object.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Interface">The interface that has it.</param>
/// <param name="Name">Its name, escaped.</param>
/// <param name="Type">What it returns, or the type of a property or event.</param>
/// <param name="Reference"><c>ref </c>, <c>ref readonly </c> or nothing.</param>
/// <param name="TypeParameters">The names of its type parameters.</param>
/// <param name="Constraints">What has to be said of them.</param>
/// <param name="Parameters">Its parameters, those of an indexer too.</param>
/// <param name="Accessors">The accessors of a property, <c>get</c>, <c>set</c> or <c>init</c>.</param>
internal sealed record ForwardModel(
    ForwardKind Kind,
    string Interface,
    string Name,
    string Type,
    string Reference,
    EquatableArray<string> TypeParameters,
    EquatableArray<string> Constraints,
    EquatableArray<ParameterModel> Parameters,
    EquatableArray<string> Accessors)
{
    /// <summary>Whether the user marked it as obsolete, so that only what is obsolete may use it.</summary>
    public bool IsObsolete { get; init; }

    /// <summary>The user's attributes that say that trimming or native code would break it.</summary>
    public EquatableArray<string> CallMarks { get; init; }
}
