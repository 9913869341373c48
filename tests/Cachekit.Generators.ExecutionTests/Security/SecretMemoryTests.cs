using System.Security.Cryptography;
using Cachekit.TestSupport;

namespace Cachekit.Generators.ExecutionTests.Security;

/// <summary>
/// What generated code and the engine keep of a value is UTF-8; the strings of the program are UTF-16. So a UTF-8 copy in memory is one of ours:
/// in a layer, in a file's buffer, or in a buffer that went back to the pool.
/// </summary>
public sealed partial class SecretMemoryTests : IDisposable
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";

    private readonly Vault _vault = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ServedSecureMethods_LeaveNoPlaintextBytes()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The memory of a process is a file on Linux only.");

        var control = RandomNumberGenerator.GetString(Letters, 40);
        var plain = await ServePlainAsync(control);
        var secret = RandomNumberGenerator.GetString(Letters, 40);
        var served = await ServeAsync(secret);

        GC.Collect();
        GC.WaitForPendingFinalizers();
        var found = ProcessMemory.Find(ProcessMemory.Masked(secret.AsSpan(4, 32)));
        Assert.True(found.Count == 0, "Plaintext was left behind:\n" + string.Join('\n', found));
        Assert.True(ProcessMemory.Find(ProcessMemory.Masked(control.AsSpan(4, 32))).Count > 0, "The search does not see what memory holds.");
        Assert.False(_vault.Shows(secret));
        Assert.True(_vault.Shows(control));
        GC.KeepAlive(plain);
        GC.KeepAlive(served);
    }

    public void Dispose() => _vault.Dispose();

    private async Task<object> ServePlainAsync(string marker)
    {
        var records = new Records(_vault.Process(), marker);
        await records.PlainAsync(1);
        return records;
    }

    /// <summary>Takes values through every way there is: by body, memory, file, handle, and in every form of a method.</summary>
    private async Task<object> ServeAsync(string marker)
    {
        var here = new Records(_vault.Process(), marker);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(marker, (await here.FindAsync("acme", 1)).Title);
            Assert.Equal(marker, here.Get(1).Title);
            Assert.Equal(marker, here.Shared(1)[marker]);
        }

        await here.Cached.Find.SetAsync("acme", 2, Chart.Create(marker), Token);
        await here.Cached.Find.RefreshAsync("acme", 1, Token);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => here.FindAsync("acme", 3).AsTask()));

        var there = new Records(_vault.Process(), "not run");
        Assert.Equal(marker, (await there.FindAsync("acme", 1)).Texts[marker]);
        Assert.Equal(marker, there.Get(1).Texts[marker]);
        Assert.Equal(marker, there.Shared(1)[marker]);
        Assert.True((await there.Cached.Find.TryGetAsync("acme", 2, Token)).Found);
        await there.Cached.Find.InvalidateAsync("acme", 2, Token);
        return (here, there);
    }

    public sealed record Chart(string Title, Dictionary<string, string> Texts, List<Chart> Parts)
    {
        /// <summary>Texts that compress, texts that do not, and some that are larger than any buffer that grows on its way.</summary>
        public static Chart Create(string marker) => new(
            marker,
            new Dictionary<string, string>
            {
                [marker] = marker,
                ["random"] = marker + RandomNumberGenerator.GetString(Letters, 150_000) + marker,
                ["repeated"] = string.Concat(Enumerable.Repeat(marker, 200)),
                ["wide"] = marker + new string('ä', 40_000) + marker,
            },
            [new Chart(marker + "1", [], []), new Chart("2" + marker, [], [])]);
    }

    public sealed partial class Records(CachekitRuntime runtime, string marker)
    {
        [Cache, Secure]
        public partial ValueTask<Chart> FindAsync([CacheTenant] string tenant, int id);

        private async ValueTask<Chart> FindCoreAsync(string tenant, int id)
        {
            await Task.Yield();
            return Chart.Create(marker);
        }

        [Cache(Preset.Minimal), Secure]
        public partial Chart Get(int id);

        private Chart GetCore(int id) => Chart.Create(marker);

        [Cache(Interop = "shared", Namespace = "charts", InteropVersion = InteropVersion.V2), Secure]
        public partial Dictionary<string, string> Shared(int id);

        private Dictionary<string, string> SharedCore(int id) => Chart.Create(marker).Texts;

        [Cache]
        public partial Task<Chart> PlainAsync(int id);

        private Task<Chart> PlainCoreAsync(int id) => Task.FromResult(Chart.Create(marker));
    }
}
