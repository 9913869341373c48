using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using Cachekit.CompilerServices;

namespace Cachekit.Keys.Parts;

/// <summary>The part for all scalar types.</summary>
/// <remarks>
/// The kind is constant per type, so the compiler of the runtime keeps one branch of each switch. A reinterpretation reads a value that
/// has exactly the type that the branch names, or an enum of that underlying type.
/// </remarks>
internal sealed class ScalarPart<T> : KeyPart<T>
{
    public static readonly ScalarKind Kind = ScalarKinds.Of(typeof(T));

    public static readonly ScalarPart<T> Instance = new();

    public override bool IsImmutable => Kind is not (ScalarKind.FileInfo or ScalarKind.DirectoryInfo);

    internal override bool RefinesDefaultEquality => Kind is not (ScalarKind.FileInfo or ScalarKind.DirectoryInfo);

    public override bool Equals(T? left, T? right) => Kind switch
    {
        ScalarKind.Boolean => As<bool>(ref left) == As<bool>(ref right),
        ScalarKind.Char => As<char>(ref left) == As<char>(ref right),
        ScalarKind.SByte => As<sbyte>(ref left) == As<sbyte>(ref right),
        ScalarKind.Byte => As<byte>(ref left) == As<byte>(ref right),
        ScalarKind.Int16 => As<short>(ref left) == As<short>(ref right),
        ScalarKind.UInt16 => As<ushort>(ref left) == As<ushort>(ref right),
        ScalarKind.Int32 => As<int>(ref left) == As<int>(ref right),
        ScalarKind.UInt32 => As<uint>(ref left) == As<uint>(ref right),
        ScalarKind.Int64 => As<long>(ref left) == As<long>(ref right),
        ScalarKind.UInt64 => As<ulong>(ref left) == As<ulong>(ref right),
        ScalarKind.IntPtr => As<nint>(ref left) == As<nint>(ref right),
        ScalarKind.UIntPtr => As<nuint>(ref left) == As<nuint>(ref right),
        ScalarKind.Int128 => As<Int128>(ref left) == As<Int128>(ref right),
        ScalarKind.UInt128 => As<UInt128>(ref left) == As<UInt128>(ref right),
        ScalarKind.BigInteger => As<BigInteger>(ref left) == As<BigInteger>(ref right),
        ScalarKind.Half => As<Half>(ref left).Equals(As<Half>(ref right)),
        ScalarKind.Single => As<float>(ref left).Equals(As<float>(ref right)),
        ScalarKind.Double => As<double>(ref left).Equals(As<double>(ref right)),
        ScalarKind.Decimal => KeyEquality.Equals(As<decimal>(ref left), As<decimal>(ref right)),
        ScalarKind.Guid => As<Guid>(ref left) == As<Guid>(ref right),
        ScalarKind.DateTime => KeyEquality.Equals(As<DateTime>(ref left), As<DateTime>(ref right)),
        ScalarKind.DateTimeOffset => KeyEquality.Equals(As<DateTimeOffset>(ref left), As<DateTimeOffset>(ref right)),
        ScalarKind.DateOnly => As<DateOnly>(ref left) == As<DateOnly>(ref right),
        ScalarKind.TimeOnly => As<TimeOnly>(ref left) == As<TimeOnly>(ref right),
        ScalarKind.TimeSpan => As<TimeSpan>(ref left) == As<TimeSpan>(ref right),
        ScalarKind.Index => As<Index>(ref left).Equals(As<Index>(ref right)),
        ScalarKind.Range => As<Range>(ref left).Equals(As<Range>(ref right)),
        ScalarKind.Rune => As<Rune>(ref left) == As<Rune>(ref right),
        ScalarKind.String => string.Equals((string?)(object?)left, (string?)(object?)right),
        ScalarKind.Uri => KeyEquality.Equals((Uri?)(object?)left, (Uri?)(object?)right),
        ScalarKind.Version => (Version?)(object?)left == (Version?)(object?)right,
        ScalarKind.FileInfo or ScalarKind.DirectoryInfo => KeyEquality.Equals((FileSystemInfo?)(object?)left, (FileSystemInfo?)(object?)right),
        _ => throw Unreachable(),
    };

    public override void Hash(ref KeyHash hash, T? value)
    {
        switch (Kind)
        {
            case ScalarKind.Boolean:
                hash.Add(As<bool>(ref value));
                break;
            case ScalarKind.Char:
                hash.Add(As<char>(ref value));
                break;
            case ScalarKind.SByte:
                hash.Add(As<sbyte>(ref value));
                break;
            case ScalarKind.Byte:
                hash.Add(As<byte>(ref value));
                break;
            case ScalarKind.Int16:
                hash.Add(As<short>(ref value));
                break;
            case ScalarKind.UInt16:
                hash.Add(As<ushort>(ref value));
                break;
            case ScalarKind.Int32:
                hash.Add(As<int>(ref value));
                break;
            case ScalarKind.UInt32:
                hash.Add(As<uint>(ref value));
                break;
            case ScalarKind.Int64:
                hash.Add(As<long>(ref value));
                break;
            case ScalarKind.UInt64:
                hash.Add(As<ulong>(ref value));
                break;
            case ScalarKind.IntPtr:
                hash.Add(As<nint>(ref value));
                break;
            case ScalarKind.UIntPtr:
                hash.Add(As<nuint>(ref value));
                break;
            case ScalarKind.Int128:
                hash.Add(As<Int128>(ref value));
                break;
            case ScalarKind.UInt128:
                hash.Add(As<UInt128>(ref value));
                break;
            case ScalarKind.BigInteger:
                hash.Add(As<BigInteger>(ref value));
                break;
            case ScalarKind.Half:
                hash.Add(As<Half>(ref value));
                break;
            case ScalarKind.Single:
                hash.Add(As<float>(ref value));
                break;
            case ScalarKind.Double:
                hash.Add(As<double>(ref value));
                break;
            case ScalarKind.Decimal:
                hash.Add(As<decimal>(ref value));
                break;
            case ScalarKind.Guid:
                hash.Add(As<Guid>(ref value));
                break;
            case ScalarKind.DateTime:
                hash.Add(As<DateTime>(ref value));
                break;
            case ScalarKind.DateTimeOffset:
                hash.Add(As<DateTimeOffset>(ref value));
                break;
            case ScalarKind.DateOnly:
                hash.Add(As<DateOnly>(ref value));
                break;
            case ScalarKind.TimeOnly:
                hash.Add(As<TimeOnly>(ref value));
                break;
            case ScalarKind.TimeSpan:
                hash.Add(As<TimeSpan>(ref value));
                break;
            case ScalarKind.Index:
                hash.Add(As<Index>(ref value));
                break;
            case ScalarKind.Range:
                hash.Add(As<Range>(ref value));
                break;
            case ScalarKind.Rune:
                hash.Add(As<Rune>(ref value));
                break;
            case ScalarKind.String:
                hash.Add((string?)(object?)value);
                break;
            case ScalarKind.Uri:
                hash.Add((Uri?)(object?)value);
                break;
            case ScalarKind.Version:
                hash.Add((Version?)(object?)value);
                break;
            case ScalarKind.FileInfo:
            case ScalarKind.DirectoryInfo:
                hash.Add((FileSystemInfo?)(object?)value);
                break;
            default:
                throw Unreachable();
        }
    }

    public override T? Snapshot(T? value) => (object?)value switch
    {
        // MoveTo changes the path of these two.
        FileInfo file => (T)(object)new FileInfo(file.FullName),
        DirectoryInfo directory => (T)(object)new DirectoryInfo(directory.FullName),
        _ => value,
    };

    public override void Write(ref KeyWriter writer, T? value)
    {
        switch (Kind)
        {
            case ScalarKind.Boolean:
                writer.Write(As<bool>(ref value));
                break;
            case ScalarKind.Char:
                writer.Write(As<char>(ref value));
                break;
            case ScalarKind.SByte:
                writer.Write(As<sbyte>(ref value));
                break;
            case ScalarKind.Byte:
                writer.Write(As<byte>(ref value));
                break;
            case ScalarKind.Int16:
                writer.Write(As<short>(ref value));
                break;
            case ScalarKind.UInt16:
                writer.Write(As<ushort>(ref value));
                break;
            case ScalarKind.Int32:
                writer.Write(As<int>(ref value));
                break;
            case ScalarKind.UInt32:
                writer.Write(As<uint>(ref value));
                break;
            case ScalarKind.Int64:
                writer.Write(As<long>(ref value));
                break;
            case ScalarKind.UInt64:
                writer.Write(As<ulong>(ref value));
                break;
            case ScalarKind.IntPtr:
                writer.Write(As<nint>(ref value));
                break;
            case ScalarKind.UIntPtr:
                writer.Write(As<nuint>(ref value));
                break;
            case ScalarKind.Int128:
                writer.Write(As<Int128>(ref value));
                break;
            case ScalarKind.UInt128:
                writer.Write(As<UInt128>(ref value));
                break;
            case ScalarKind.BigInteger:
                writer.Write(As<BigInteger>(ref value));
                break;
            case ScalarKind.Half:
                writer.Write(As<Half>(ref value));
                break;
            case ScalarKind.Single:
                writer.Write(As<float>(ref value));
                break;
            case ScalarKind.Double:
                writer.Write(As<double>(ref value));
                break;
            case ScalarKind.Decimal:
                writer.Write(As<decimal>(ref value));
                break;
            case ScalarKind.Guid:
                writer.Write(As<Guid>(ref value));
                break;
            case ScalarKind.DateTime:
                writer.Write(As<DateTime>(ref value));
                break;
            case ScalarKind.DateTimeOffset:
                writer.Write(As<DateTimeOffset>(ref value));
                break;
            case ScalarKind.DateOnly:
                writer.Write(As<DateOnly>(ref value));
                break;
            case ScalarKind.TimeOnly:
                writer.Write(As<TimeOnly>(ref value));
                break;
            case ScalarKind.TimeSpan:
                writer.Write(As<TimeSpan>(ref value));
                break;
            case ScalarKind.Index:
                writer.Write(As<Index>(ref value));
                break;
            case ScalarKind.Range:
                writer.Write(As<Range>(ref value));
                break;
            case ScalarKind.Rune:
                writer.Write(As<Rune>(ref value));
                break;
            case ScalarKind.String:
                writer.Write((string?)(object?)value);
                break;
            case ScalarKind.Uri:
                writer.Write((Uri?)(object?)value);
                break;
            case ScalarKind.Version:
                writer.Write((Version?)(object?)value);
                break;
            case ScalarKind.FileInfo:
            case ScalarKind.DirectoryInfo:
                writer.Write((FileSystemInfo?)(object?)value);
                break;
            default:
                throw Unreachable();
        }
    }

    private static TAs As<TAs>(ref T? value) => Unsafe.As<T?, TAs>(ref value);

    private static InvalidOperationException Unreachable() => new($"{typeof(T)} is not a scalar.");
}
