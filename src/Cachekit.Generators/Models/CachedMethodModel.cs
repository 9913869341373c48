using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models.Batches;
using Cachekit.Generators.Models.Keys;
using Cachekit.Generators.Models.Streams;
using Cachekit.Generators.Models.Values;

namespace Cachekit.Generators.Models;

/// <summary>A method with <c>[Cache]</c>, as plain data.</summary>
/// <param name="Container">Where it is.</param>
/// <param name="Signature">Its signature and body.</param>
/// <param name="Plan">How it is cached; null when a mistake prevents it, and then the method only calls its body.</param>
internal sealed record CachedMethodModel(ContainerModel Container, SignatureModel Signature, CachePlan? Plan)
{
    /// <summary>What makes it a method of many ids, or null. The plan is that of one id then, its value that of one id.</summary>
    public BatchModel? Batch { get; init; }

    /// <summary>What makes it a method that returns a stream, or null. The value is the list of its items then.</summary>
    public StreamModel? Stream { get; init; }
}

/// <summary>How a method is cached.</summary>
/// <param name="Policy">Its settings.</param>
/// <param name="KeyName">The function identity in the key: namespace, type and method.</param>
/// <param name="Discriminator">What tells overloads, shapes and versions apart: 16 hex digits.</param>
/// <param name="Key">The arguments of the key.</param>
/// <param name="KeySources">Where each argument of the key comes from.</param>
/// <param name="Value">The shape of the value.</param>
/// <param name="Security">How entries are encrypted; null when they are not.</param>
internal sealed record CachePlan(
    PolicyModel Policy,
    string KeyName,
    string Discriminator,
    EquatableArray<KeyArgumentModel> Key,
    EquatableArray<KeySource> KeySources,
    ValueModel Value,
    SecurityModel? Security)
{
    /// <summary>The tags of entries.</summary>
    public EquatableArray<TagModel> Tags { get; init; }

    /// <summary>The type arguments that tell the entries of one generic type from another's; null for the type parameters of the container.</summary>
    public EquatableArray<string>? TypeArguments { get; init; }
}

/// <param name="Name">The name of a parameter or of an instance member, escaped.</param>
/// <param name="IsMember">Whether it is a member of the instance.</param>
internal sealed record KeySource(string Name, bool IsMember);
