using System.Numerics;

namespace Cachekit.Serialization;

/// <summary>A signed type of more than 64 bits as an integer: other SDKs have -2^63 to 2^64-1 only.</summary>
/// <param name="type">The name of the type, for messages.</param>
internal sealed class InteropIntegerCodec<T>(string type) : ValueCodec<T>
    where T : struct, IBinaryInteger<T>, ISignedNumber<T>
{
    private static readonly T Least = T.CreateChecked(long.MinValue);
    private static readonly T Most = T.CreateChecked(ulong.MaxValue);

    public override void Write(ref MessagePackWriter writer, T value)
    {
        if (value > Most || value < Least)
        {
            throw SerializationErrors.InteropInteger(type);
        }

        if (T.IsNegative(value))
        {
            writer.WriteInt64(long.CreateChecked(value));
        }
        else
        {
            writer.WriteUInt64(ulong.CreateChecked(value));
        }
    }

    public override T Read(ref MessagePackReader reader)
    {
        var bits = reader.ReadInteger("an integer", out var negative);
        return negative ? T.CreateChecked(unchecked((long)bits)) : T.CreateChecked(bits);
    }
}
