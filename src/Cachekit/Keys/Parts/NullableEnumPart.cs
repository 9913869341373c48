using System.Globalization;
using Cachekit.CompilerServices;

namespace Cachekit.Keys.Parts;

/// <summary>The part for a type parameter that is a nullable enum. It boxes: the enum is known at run time only.</summary>
internal sealed class NullableEnumPart<T>(Type type) : KeyPart<T>
{
    private readonly bool _isUnsigned = ScalarKinds.Of(type) is ScalarKind.Byte or ScalarKind.UInt16 or ScalarKind.UInt32 or ScalarKind.UInt64;

    public override bool IsImmutable => true;

    internal override bool RefinesDefaultEquality => true;

    public override bool Equals(T? left, T? right) => EqualityComparer<T?>.Default.Equals(left, right);

    public override void Hash(ref KeyHash hash, T? value)
    {
        if (value is null)
        {
            hash.AddNull();
        }
        else
        {
            hash.AddPresent();
            hash.Add(Bits(value));
        }
    }

    public override T? Snapshot(T? value) => value;

    public override void Write(ref KeyWriter writer, T? value)
    {
        if (value is null)
        {
            writer.WriteNil();
        }
        else if (_isUnsigned)
        {
            writer.Write(Bits(value));
        }
        else
        {
            writer.Write((long)Bits(value));
        }
    }

    private ulong Bits(object value) => _isUnsigned
        ? Convert.ToUInt64(value, CultureInfo.InvariantCulture)
        : (ulong)Convert.ToInt64(value, CultureInfo.InvariantCulture);
}
