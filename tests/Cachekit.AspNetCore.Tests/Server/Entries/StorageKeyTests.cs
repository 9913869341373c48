namespace Cachekit.AspNetCore.Tests;

public sealed class StorageKeyTests
{
    // Tenants and keys that would meet if the parts were only put one behind the other, among them a key that is the hash of another one.
    private static readonly string[] Tenants = ["a", "A", "a-k", "a_k", "k", "h", "cks1", new('t', 64)];

    private static readonly string[] Keys =
    [
        "k", "K", "a:k", "k:a", "h", "cks1", "-", "_", ".", "ns:a:k", "nsapi:a:k", "default:k", new('x', 131), new('x', 132), new('x', 200), new('x', 399), new('x', 400),
        Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(new string('x', 400)))),
    ];

    [Fact]
    public void EveryEntryOfEveryTenant_HasAPlaceOfItsOwn()
    {
        var all = Tenants.SelectMany(tenant => Keys.Select(key => StorageKey.Of(tenant, key))).ToList();

        Assert.Equal(all.Count, all.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void EveryKey_FitsIntoMemcached()
    {
        Assert.All(Tenants.SelectMany(tenant => Keys.Select(key => StorageKey.Of(tenant, key))), key => Assert.InRange(key.Length, 1, 200));
        Assert.All(Keys, key => Assert.DoesNotContain(key, char.IsWhiteSpace));
    }
}
