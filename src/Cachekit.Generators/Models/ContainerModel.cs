using Cachekit.Generators.Infrastructure;

namespace Cachekit.Generators.Models;

/// <summary>The type that gets generated members, and the types around it.</summary>
/// <param name="Namespace">The namespace, empty for the global one.</param>
/// <param name="Declarations">The heads of the partial declarations, the outermost first: <c>partial class Outer&lt;T&gt;</c>.</param>
/// <param name="HintName">The file's name, without the ending.</param>
/// <param name="Name">The type's simple name.</param>
/// <param name="TypeName">The type as code inside it writes it, with its own type parameters.</param>
/// <param name="TypeParameters">The type parameters of the type and of the types around it, the outermost first.</param>
/// <param name="IsSealed">Whether protected members make no sense.</param>
/// <param name="IsValueType">Whether it is a struct.</param>
/// <param name="RuntimeExpression">Where an instance has its runtime, or null: the ambient default.</param>
/// <param name="StaticRuntimeExpression">Where the type has a runtime for its static methods, or null.</param>
/// <param name="HidesBaseHandles">Whether a base type has the property of the handles too.</param>
/// <param name="KeepsRuntime">Whether the runtime is a primary-constructor parameter that also goes to the base: capturing it would be a warning.</param>
/// <param name="HandleLikeMembers">Names of the user's members that a handle could have too.</param>
/// <param name="HasHandleProperty">Whether the names of the handles' properties are free.</param>
internal sealed record ContainerModel(
    string Namespace,
    EquatableArray<string> Declarations,
    string HintName,
    string Name,
    string TypeName,
    EquatableArray<string> TypeParameters,
    bool IsSealed,
    bool IsValueType,
    string? RuntimeExpression,
    string? StaticRuntimeExpression,
    bool HidesBaseHandles,
    bool KeepsRuntime,
    EquatableArray<string> HandleLikeMembers,
    bool HasHandleProperty)
{
    /// <summary>The type whose methods are the bodies, where the type itself is generated and stands before it; null where the bodies are its own.</summary>
    /// <remarks>An instance has the one that it stands before in <see cref="Infrastructure.GeneratedNames.Inner"/>.</remarks>
    public string? InnerType { get; init; }

    public bool HasInner => InnerType is not null;
}
