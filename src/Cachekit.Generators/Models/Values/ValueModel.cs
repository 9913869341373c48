using Cachekit.Generators.Infrastructure;

namespace Cachekit.Generators.Models.Values;

/// <summary>How the values of one type are stored.</summary>
/// <param name="TypeName">The type as the method declares it, nullable annotations and tuple names included.</param>
/// <param name="CodecId">The member of the generated <c>Codecs</c> class that writes and reads it; empty when there is none.</param>
/// <param name="Mutability">What the local cache may keep.</param>
/// <param name="Fingerprint">16 hexadecimal digits that change with the shape.</param>
/// <param name="Codecs">All codecs that the value needs, those it is made of first.</param>
/// <param name="Findings">Why the type cannot be stored. Also empty for a type that the compiler itself complains about.</param>
internal sealed record ValueModel(
    string TypeName,
    string CodecId,
    ValueMutability Mutability,
    string Fingerprint,
    EquatableArray<CodecModel> Codecs,
    EquatableArray<Finding> Findings)
{
    /// <summary>Whether there is a codec, and then no finding; without either the compiler has reported the reason already.</summary>
    public bool HasCodec => CodecId.Length > 0;
}
