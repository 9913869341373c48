using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using Cachekit.Keys;
using Cachekit.Protocol;

namespace Cachekit.Benchmarks.Keys;

/// <summary>What does the text key of an entry cost, against the hash of a formatted text that hand-written caches use?</summary>
/// <remarks>The keys go through the base class, as they do in a call. The arguments change from call to call.</remarks>
[MemoryDiagnoser]
public class KeyBenchmarks
{
    private readonly KeyFormat _auto = CacheKeyFormat.ForKeyName("shop", "Shop.Users.GetUserAsync.0123456789abcdef");
    private readonly KeyFormat _interop = new InteropKeyFormat("users", "get_user", "Shop.Users.GetUserAsync");
    private int _next;

    [Benchmark(Baseline = true, Description = "SHA-256 of a formatted text")]
    public string Sha256()
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"Shop.Users.GetUserAsync:{_next++ & 0xFFFF}:region-01");
        return "shop:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    [Benchmark(Description = "auto mode (int, string)")]
    public string Auto() => _auto.Create(new UserKey(_next++ & 0xFFFF, "region-01"));

    [Benchmark(Description = "interop mode (int, string)")]
    public string Interop() => _interop.Create(new UserKey(_next++ & 0xFFFF, "region-01"));

    [Benchmark(Description = "InteropKey.Create (int, string), for tools")]
    public string Untyped() => InteropKey.Create("users", "get_user", _next++ & 0xFFFF, "region-01");
}
