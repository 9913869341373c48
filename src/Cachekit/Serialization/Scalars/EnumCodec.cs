using System.Runtime.CompilerServices;

namespace Cachekit.Serialization;

/// <summary>Enums as the integer behind them, members without a name included.</summary>
internal sealed class EnumCodec<TEnum> : ValueCodec<TEnum>
    where TEnum : unmanaged, Enum
{
    // Decided by the runtime when it compiles the method for one enum: what remains is one branch.
    private static bool IsSigned => Type.GetTypeCode(typeof(TEnum)) is TypeCode.SByte or TypeCode.Int16 or TypeCode.Int32 or TypeCode.Int64;

    public override void Write(ref MessagePackWriter writer, TEnum value)
    {
        if (IsSigned)
        {
            writer.WriteInt64(Unsafe.SizeOf<TEnum>() switch
            {
                1 => Unsafe.As<TEnum, sbyte>(ref value),
                2 => Unsafe.As<TEnum, short>(ref value),
                4 => Unsafe.As<TEnum, int>(ref value),
                _ => Unsafe.As<TEnum, long>(ref value),
            });
        }
        else
        {
            writer.WriteUInt64(Unsafe.SizeOf<TEnum>() switch
            {
                1 => Unsafe.As<TEnum, byte>(ref value),
                2 => Unsafe.As<TEnum, ushort>(ref value),
                4 => Unsafe.As<TEnum, uint>(ref value),
                _ => Unsafe.As<TEnum, ulong>(ref value),
            });
        }
    }

    public override TEnum Read(ref MessagePackReader reader)
    {
        var bits = 8 * Unsafe.SizeOf<TEnum>();
        var start = reader.Position;
        ulong value;
        if (IsSigned)
        {
            var signed = reader.ReadInt64();
            if (signed < long.MinValue >> (64 - bits) || signed > long.MaxValue >> (64 - bits))
            {
                SerializationErrors.IntegerOutOfRange(typeof(TEnum).Name, start);
            }

            value = unchecked((ulong)signed);
        }
        else
        {
            value = reader.ReadUInt64();
            if (value > ulong.MaxValue >> (64 - bits))
            {
                SerializationErrors.IntegerOutOfRange(typeof(TEnum).Name, start);
            }
        }

        switch (Unsafe.SizeOf<TEnum>())
        {
            case 1:
                var one = unchecked((byte)value);
                return Unsafe.As<byte, TEnum>(ref one);
            case 2:
                var two = unchecked((ushort)value);
                return Unsafe.As<ushort, TEnum>(ref two);
            case 4:
                var four = unchecked((uint)value);
                return Unsafe.As<uint, TEnum>(ref four);
            default:
                return Unsafe.As<ulong, TEnum>(ref value);
        }
    }
}
