namespace Cachekit.Generators.Models.Values;

/// <summary>One member of the generated <c>Codecs</c> class.</summary>
/// <param name="Id">The name of the member. It depends on the type, the containing type and the naming of shared values only, so equal ids mean equal codecs.</param>
/// <param name="TypeName">The type, without nullable annotations and tuple names: types that differ only in these share a codec.</param>
internal abstract record CodecModel(string Id, string TypeName);
