using System.Globalization;
using System.Runtime.CompilerServices;
using Cachekit.Encryption;

namespace Cachekit.Tests.Encryption;

public class CipherCacheTests
{
    private static readonly EntryBinding Binding = new("k", Compressed: false);

    private static Keyring Keys => Keyring.FromHex(new string('1', 64), new string('2', 64));

    [Fact]
    public void OneTenant_HasOneCipher()
    {
        using var cache = new CipherCache(Keys);

        Assert.Same(cache.For("a"), cache.For(new string('a', 1)));
        Assert.NotSame(cache.For("a"), cache.For("A"));
        Assert.Equal(2, cache.Count);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void WhatIsNoTenant_IsAConfigurationError(string? tenant)
    {
        using var cache = new CipherCache(Keys);

        Assert.Throws<CacheConfigurationException>(() => cache.For(tenant!));
        Assert.Throws<CacheConfigurationException>(() => cache.For(new string('x', 1025)));
        Assert.Equal(0, cache.Count);
    }

    [Fact]
    public void FullCache_KeepsWhatIsUsedAndReplacesTheRest()
    {
        using var cache = new CipherCache(Keys, capacity: 4);
        var used = cache.For("used");
        for (var i = 0; i < 100; i++)
        {
            cache.For(i.ToString(CultureInfo.InvariantCulture));
            Assert.Same(used, cache.For("used"));
            Assert.InRange(cache.Count, 1, 4);
        }
    }

    [Fact]
    public void ReplacedCipher_GoesOnForItsUser()
    {
        using var cache = new CipherCache(Keys, capacity: 1);
        var first = cache.For("a");
        cache.For("b");

        var stored = first.Encrypt([1, 2], in Binding);

        Assert.NotSame(first, cache.For("a"));
        Assert.Equal([1, 2], cache.For("a").Decrypt(stored, in Binding));
    }

    [Fact]
    public void ReplacedCipher_IsZeroedWhenNobodyUsesIt()
    {
        using var cache = new CipherCache(Keys, capacity: 1);
        var bytes = Use(cache, "a");
        Assert.Contains(bytes, b => b != 0);
        cache.For("b");

        for (var i = 0; i < 10 && bytes.Any(b => b != 0); i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.Equal(new byte[32], bytes);
    }

    [Fact]
    public void Disposal_ZeroesAllKeys()
    {
        var keyring = Keys;
        var cache = new CipherCache(keyring);
        byte[][] secrets = [keyring.Keys[0].Bytes, keyring.Keys[1].Bytes, .. cache.For("a").Keys.Concat(cache.For("b").Keys).Select(key => key.Key.Bytes)];

        cache.Dispose();
        cache.Dispose();

        Assert.All(secrets, secret => Assert.Equal(new byte[32], secret));
        Assert.Throws<ObjectDisposedException>(() => cache.For("a"));
    }

    [Fact]
    public void ManyThreads_ShareOneCipherPerTenant()
    {
        using var cache = new CipherCache(Keys, capacity: 16);
        var failures = 0;

        Parallel.For(0, 20_000, i =>
        {
            var cipher = cache.For((i % 40).ToString(CultureInfo.InvariantCulture));
            if (!cipher.Decrypt(cipher.Encrypt([(byte)i], in Binding), in Binding).AsSpan().SequenceEqual([(byte)i]))
            {
                Interlocked.Increment(ref failures);
            }
        });

        Assert.Equal(0, failures);
        Assert.InRange(cache.Count, 1, 16);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte[] Use(CipherCache cache, string tenant)
    {
        var cipher = cache.For(tenant);
        cipher.Encrypt([1], in Binding);
        return cipher.Keys[0].Key.Bytes;
    }
}
