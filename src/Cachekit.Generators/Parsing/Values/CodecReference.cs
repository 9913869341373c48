namespace Cachekit.Generators.Parsing.Values;

/// <summary>A codec as other codecs refer to it.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Expression">How to reach it from inside the generated <c>Codecs</c> class.</param>
/// <param name="Shape">What the fingerprint says about it; objects are named here and described once elsewhere.</param>
internal sealed record CodecReference(string Id, string Expression, string Shape);
