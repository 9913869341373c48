using Cachekit.Generators.Infrastructure;

namespace Cachekit.Generators.Models.Decorators;

/// <summary>What a generated class has besides its cached methods, so that it can stand before a service.</summary>
/// <param name="Name">The name of the class.</param>
/// <param name="InnerType">The type of what it stands before.</param>
/// <param name="Summary">The type for the doc comment.</param>
/// <param name="Services">The interfaces under which it can be asked for; none where type arguments would have to be known.</param>
/// <param name="Forwarded">The members that only call those of the inner object.</param>
/// <param name="IsDisposable">Whether it is an <c>IDisposable</c>.</param>
/// <param name="IsAsyncDisposable">Whether it is an <c>IAsyncDisposable</c>.</param>
internal sealed record DecoratorModel(
    string Name,
    string InnerType,
    string Summary,
    EquatableArray<string> Services,
    EquatableArray<ForwardModel> Forwarded,
    bool IsDisposable,
    bool IsAsyncDisposable)
{
    /// <summary>Whether a member says of types what trimming must keep of them. Calls come through the interface, which says it too.</summary>
    public bool KeepsMembersOfTypes { get; init; }
}
