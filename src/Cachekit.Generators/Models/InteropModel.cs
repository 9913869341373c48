namespace Cachekit.Generators.Models;

/// <summary>What makes the entries of a method shared ones; how members are named is in the codecs already.</summary>
/// <param name="Operation">The operation in the key.</param>
/// <param name="Version">The name of the format, a member of <c>InteropVersion</c>.</param>
internal sealed record InteropModel(string Operation, string Version);
