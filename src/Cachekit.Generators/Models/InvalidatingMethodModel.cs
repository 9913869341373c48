using Cachekit.Generators.Infrastructure;

namespace Cachekit.Generators.Models;

/// <summary>A method with <c>[Invalidates]</c> or <c>[InvalidatesTag]</c>, as plain data.</summary>
/// <param name="Container">Where it is.</param>
/// <param name="Signature">Its signature and body.</param>
/// <param name="Targets">The cached methods whose entries it removes.</param>
internal sealed record InvalidatingMethodModel(ContainerModel Container, SignatureModel Signature, EquatableArray<InvalidationTarget> Targets)
{
    /// <summary>The tags whose entries it removes.</summary>
    public EquatableArray<TagModel> Tags { get; init; }
}

/// <param name="Order">The <see cref="SignatureModel.Order"/> of the cached method.</param>
/// <param name="Arguments">The expressions that fill its key.</param>
internal sealed record InvalidationTarget(string Order, EquatableArray<string> Arguments);
