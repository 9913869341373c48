using System.Security.Cryptography;
using Cachekit.CompilerServices;
using Cachekit.Serialization;
using Cachekit.TestSupport;
using Cachekit.Tests.Pipeline.Support;

namespace Cachekit.Tests.Pipeline;

/// <summary>
/// What the engine keeps of a value is UTF-8; the strings of the program are UTF-16. So a UTF-8 copy in memory is one of ours: in a layer, or
/// in a buffer that went back to the pool.
/// </summary>
public class SecretMemoryTests
{
    private readonly World _world = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ServedSecureMethod_LeavesNoPlaintextBytes()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The memory of a process is a file on Linux only.");

        var secret = await ServeAsync(secure: true);
        var control = await ServeAsync(secure: false);

        GC.Collect();
        GC.WaitForPendingFinalizers();
        var found = ProcessMemory.Find(secret);
        Assert.True(found.Count == 0, "Plaintext was left behind:\n" + string.Join('\n', found));
        Assert.True(ProcessMemory.Find(control).Count > 0, "The search does not see what memory holds.");
        GC.KeepAlive(_world);
    }

    /// <summary>Takes a value through every way there is.</summary>
    /// <returns>A text that is in the value, masked.</returns>
    private async Task<byte[]> ServeAsync(bool secure)
    {
        var marker = RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz", 40);
        var filler = RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 30_000);
        var texts = new List<string?> { marker, filler, marker, marker + filler };
        var codec = Codecs.List(Codecs.String)!;
        var method = World.Method<TextKey, List<string?>?>(
            codec, ValueStorage.Bytes, d => d with { Secure = secure, KeyName = $"Shop.Catalog.FindAsync.{(secure ? 1 : 0):x16}" });
        var cache = method.In(_world.Runtime(MasterKeys.UseFirst));
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(texts, await cache.CallAsync(new TextKey("a"), [.. texts]));
            Assert.Equal(texts, cache.Ask(new TextKey("b"), _ => [.. texts]));
        }

        await cache.SetAsync(new TextKey("c"), texts, Ct);
        await cache.RefreshWithAsync(new TextKey("a"), _ => new ValueTask<List<string?>?>(texts), Ct);
        var other = method.In(_world.Runtime(MasterKeys.UseFirst));
        Assert.Equal(texts, await other.CallAsync(new TextKey("a"), []));
        Assert.Equal(texts, other.Ask(new TextKey("b"), _ => []));
        Assert.True((await other.TryGetAsync(new TextKey("c"), Ct)).Found);
        return ProcessMemory.Masked(marker.AsSpan(4, 32));
    }
}
