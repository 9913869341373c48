using Cachekit.CompilerServices;
using Cachekit.Keys;

namespace Cachekit.Tests.Keys;

/// <summary>A key of one argument.</summary>
internal readonly struct TestKey<T>(KeyPart<T> part, T? value) : ICacheKey<TestKey<T>>
{
    private readonly KeyPart<T> _part = part;
    private readonly T? _value = value;

    public static int Count => 1;

    public bool Equals(TestKey<T> other) => _part.Equals(_value, other._value);

    public override bool Equals(object? obj) => obj is TestKey<T> other && Equals(other);

    public override int GetHashCode()
    {
        var hash = KeyHash.Create();
        _part.Hash(ref hash, _value);
        return hash.ToHashCode();
    }

    public TestKey<T> Snapshot() => new(_part, _part.Snapshot(_value));

    public void WriteTo(ref KeyWriter writer)
    {
        writer.Argument("value");
        _part.Write(ref writer, _value);
    }
}

internal static class TestKey
{
    public static TestKey<T> Of<T>(T? value) => new(KeyParts.Of<T>(), value);

    public static TestKey<T> Of<T>(KeyPart<T> part, T? value) => new(part, value);

    /// <summary>The canonical bytes in hexadecimal.</summary>
    public static string Bytes<T>(KeyPart<T> part, T? value) => Convert.ToHexStringLower(KeyParts.Encode(part, "value", value));

    public static string Bytes<T>(T? value) => Bytes(KeyParts.Of<T>(), value);

    /// <summary>The hash of the arguments in the text key.</summary>
    public static string ArgumentHash<TKey>(TKey key)
        where TKey : struct, ICacheKey<TKey> => new CacheKeyFormat(null, "F").Create(in key).Split(':')[3];

    public static void AssertSame<T>(TestKey<T> left, TestKey<T> right)
    {
        Assert.True(left.Equals(right));
        Assert.True(right.Equals(left));
        Assert.Equal(left.GetHashCode(), right.GetHashCode());
        Assert.Equal(ArgumentHash(left), ArgumentHash(right));
    }

    public static void AssertDifferent<T>(TestKey<T> left, TestKey<T> right)
    {
        Assert.False(left.Equals(right));
        Assert.False(right.Equals(left));
        Assert.NotEqual(ArgumentHash(left), ArgumentHash(right));
    }
}
