namespace Cachekit.Generators.Models.Streams;

/// <summary>What makes a cached method one that returns a stream.</summary>
/// <param name="ItemType">The type of one item.</param>
internal sealed record StreamModel(string ItemType);
