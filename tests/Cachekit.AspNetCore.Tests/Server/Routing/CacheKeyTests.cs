namespace Cachekit.AspNetCore.Tests;

public sealed class CacheKeyTests
{
    [Theory]
    [InlineData("a", "a", "Shared", "default")]
    [InlineData("A-Z_0.9", "A-Z_0.9", "Shared", "default")]
    [InlineData("users%3A42", "users:42", "Shared", "default")]
    [InlineData("users%3a42", "users:42", "Shared", "default")]
    [InlineData("users:42", "users:42", "Shared", "default")]
    [InlineData("%61", "a", "Shared", "default")]
    [InlineData(".", ".", "Shared", "default")]
    [InlineData("ns", "ns", "Shared", "default")]
    [InlineData("nsx:a", "nsx:a", "Shared", "default")]
    [InlineData("ns%3Aorders%3Ax", "ns:orders:x", "Ns", "orders")]
    [InlineData("ns:or_de-1:x:y", "ns:or_de-1:x:y", "Ns", "or_de-1")]
    [InlineData("ns:default:x", "ns:default:x", "Ns", "default")]
    [InlineData("ns:a::", "ns:a::", "Ns", "a")]
    [InlineData("nsapi:orders:x", "nsapi:orders:x", "NsApi", "orders")]
    public void AllowedKey_IsDecodedOnce(string segment, string text, string space, string name)
    {
        Assert.Null(CacheKey.TryDecode(segment, out var key));

        Assert.Equal((text, space, name), (key.Text, key.Space.ToString(), key.Namespace.ToString()));
    }

    [Theory]
    [InlineData("", nameof(Refusals.KeyLength))]
    [InlineData("%", nameof(Refusals.KeyEncoding))]
    [InlineData("a%2", nameof(Refusals.KeyEncoding))]
    [InlineData("a%zz", nameof(Refusals.KeyEncoding))]
    [InlineData("a%+1", nameof(Refusals.KeyEncoding))]
    [InlineData("%FF", nameof(Refusals.KeyEncoding))]
    [InlineData("%C0%AE", nameof(Refusals.KeyEncoding))]
    [InlineData("%ED%A0%80", nameof(Refusals.KeyEncoding))]
    [InlineData("\u00e9", nameof(Refusals.KeyEncoding))]
    [InlineData("%C3%A9", nameof(Refusals.KeyCharacters))]
    [InlineData("a%2Fb", nameof(Refusals.KeyCharacters))]
    [InlineData("a%252Fb", nameof(Refusals.KeyCharacters))]
    [InlineData("a%20b", nameof(Refusals.KeyCharacters))]
    [InlineData("a+b", nameof(Refusals.KeyCharacters))]
    [InlineData("a!b", nameof(Refusals.KeyCharacters))]
    [InlineData("a%00", nameof(Refusals.KeyCharacters))]
    [InlineData("..", nameof(Refusals.KeyTraversal))]
    [InlineData("%2E%2e", nameof(Refusals.KeyTraversal))]
    [InlineData("a..b", nameof(Refusals.KeyTraversal))]
    [InlineData("ns:", nameof(Refusals.KeyNamespace))]
    [InlineData("ns:a", nameof(Refusals.KeyNamespace))]
    [InlineData("ns:a:", nameof(Refusals.KeyNamespace))]
    [InlineData("ns::x", nameof(Refusals.KeyNamespace))]
    [InlineData("ns:a.b:x", nameof(Refusals.KeyNamespace))]
    [InlineData("nsapi:a", nameof(Refusals.KeyNamespace))]
    [InlineData("nsapi%3A%3Ax", nameof(Refusals.KeyNamespace))]
    public void OtherKey_IsRefused(string segment, string refusal)
    {
        var expected = typeof(Refusals).GetField(refusal)!.GetValue(null);

        Assert.Same(expected, CacheKey.TryDecode(segment, out _));
    }

    [Theory]
    [InlineData(400, false, true)]
    [InlineData(400, true, true)]
    [InlineData(401, false, false)]
    [InlineData(401, true, false)]
    [InlineData(100_000, false, false)]
    public void Length_IsCountedInCharactersOfTheDecodedKey(int length, bool escaped, bool allowed)
    {
        var segment = escaped ? string.Concat(Enumerable.Repeat("%3A", length)) : new string('a', length);

        Assert.Same(allowed ? null : Refusals.KeyLength, CacheKey.TryDecode(segment, out _));
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void NamespaceLength_HasALimit(int length, bool allowed) =>
        Assert.Same(allowed ? null : Refusals.KeyNamespace, CacheKey.TryDecode($"ns:{new string('n', length)}:x", out _));
}
