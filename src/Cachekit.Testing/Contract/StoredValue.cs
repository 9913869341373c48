using System.Globalization;

namespace Cachekit.Testing.Contract;

/// <summary>A copy of what a read found, whose buffer has been given back.</summary>
internal sealed class StoredValue
{
    private const int ShownBytes = 16;

    public StoredValue(BackendValue value)
    {
        Found = value.Found;
        Bytes = value.Bytes.ToArray();
        Remaining = value.Remaining;
        IsStale = value.IsStale;
        WinsRefresh = value.WinsRefresh;
    }

    public bool Found { get; }

    public byte[] Bytes { get; }

    public TimeSpan? Remaining { get; }

    public bool IsStale { get; }

    public bool WinsRefresh { get; }

    public bool Holds(ReadOnlySpan<byte> bytes) => Found && Bytes.AsSpan().SequenceEqual(bytes);

    public override string ToString() => Found ? Show(Bytes) : "no entry";

    public static string Show(ReadOnlySpan<byte> bytes)
    {
        var shown = Convert.ToHexString(bytes[..Math.Min(ShownBytes, bytes.Length)]);
        var text = string.Create(CultureInfo.InvariantCulture, $"{bytes.Length} bytes");
        return bytes.Length == 0 ? text : bytes.Length > ShownBytes ? $"{text} ({shown}...)" : $"{text} ({shown})";
    }
}
