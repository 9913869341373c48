using System.Buffers.Binary;
using Cachekit.Backends;
using Cachekit.TestSupport;

namespace Cachekit.Generators.ExecutionTests.Files;

/// <summary>Cached methods over a cache directory, with what can be found in one.</summary>
public sealed partial class FileBackendTests : IDisposable
{
    private const int HeaderSize = 14;
    private const int ContainerSize = 9;
    private const int FlagsOffset = 4;
    private const int ExpiryOffset = 6;

    private readonly string _root = Directory.CreateTempSubdirectory("cachekit-zoo-").FullName;
    private readonly FakeTimeProvider _time = new();
    private readonly List<CachekitRuntime> _runtimes = [];

    private string Folder => Path.Join(_root, "cache");

    [Fact]
    public async Task AnotherProcess_ReadsTheEntriesOfTheFirst()
    {
        var here = new Catalog(Process());
        var product = await here.FindAsync(1, "eu");
        var count = here.Count("a");

        var there = new Catalog(Process());

        Assert.Equal(product, await there.FindAsync(1, "eu"));
        Assert.Equal(count, there.Count("a"));
        Assert.Equal(0, there.Runs);
        Assert.Equal(1, there.Cached.Find.Info.BackendHits);
        Assert.Equal("file", there.Cached.Find.Info.Backend);
    }

    [Fact]
    public async Task DamagedEntry_IsComputedAgainAndRepaired()
    {
        var here = new Catalog(Process());
        await here.FindAsync(1, "eu");
        var path = Assert.Single(Directory.GetFiles(Folder));
        var whole = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);

        // Every way to lose the end of the file, something behind it, and a bit of every byte that says what follows. Nothing else can be
        // noticed: the file's format has no checksum.
        var damages = Enumerable.Range(0, whole.Length).Select(length => whole[..length])
            .Concat(Enumerable.Range(0, 3).Select(i => Flip(whole, i)))
            .Concat([Flip(whole, HeaderSize), Flip(whole, HeaderSize + ContainerSize)])
            .Append([.. whole, 0]);
        var runs = 0;
        foreach (var damage in damages)
        {
            await File.WriteAllBytesAsync(path, damage, TestContext.Current.CancellationToken);
            var there = new Catalog(Process());

            Assert.Equal(new Product(1, "eu", 1), await there.FindAsync(1, "eu"));
            Assert.Equal(1, there.Runs);
            Assert.Equal(new Product(1, "eu", 1), await new Catalog(Process()).FindAsync(1, "eu"));
            Assert.Equal(whole.Length, new FileInfo(path).Length);
            runs++;
        }

        Assert.Equal(whole.Length + 6, runs);
    }

    [Fact]
    public async Task ExpiredEntry_IsComputedAgain()
    {
        var here = new Catalog(Process());
        await here.FindAsync(1, "eu");
        var path = Assert.Single(Directory.GetFiles(Folder));
        _time.Advance(TimeSpan.FromSeconds(299));
        Assert.Equal(0, await RunsOfANewProcessAsync());

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(1, await RunsOfANewProcessAsync());
        Assert.Equal(0, await RunsOfANewProcessAsync());
        var expiry = BinaryPrimitives.ReadUInt64BigEndian((await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken)).AsSpan(ExpiryOffset));
        Assert.Equal((ulong)_time.GetUtcNow().AddMinutes(5).ToUnixTimeSeconds(), expiry);
    }

    [Fact]
    public async Task EntryFromBackendNearItsEnd_DoesNotOutliveItInMemory()
    {
        await new Catalog(Process()).FindAsync(1, "eu");
        _time.Advance(TimeSpan.FromSeconds(290));
        var there = new Catalog(Process());
        await there.FindAsync(1, "eu");
        Assert.Equal(0, there.Runs);

        _time.Advance(TimeSpan.FromSeconds(10));
        await there.FindAsync(1, "eu");

        Assert.Equal(1, there.Runs);
    }

    [Fact]
    public async Task EntryWithAnUnknownFlag_IsLeftAloneUntilItIsOverwritten()
    {
        await new Catalog(Process()).FindAsync(1, "eu");
        var path = Assert.Single(Directory.GetFiles(Folder));
        var flagged = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        flagged[FlagsOffset] = 0x80;
        await File.WriteAllBytesAsync(path, flagged, TestContext.Current.CancellationToken);

        var there = new Catalog(Process());
        Assert.False((await there.Cached.Find.TryGetAsync(1, "eu", TestContext.Current.CancellationToken)).Found);
        Assert.Equal(flagged, await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));

        await there.FindAsync(1, "eu");
        Assert.Equal(1, there.Runs);
        Assert.Equal(0, (await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken))[FlagsOffset]);
        Assert.Equal(0, await RunsOfANewProcessAsync());
    }

    [Fact]
    public async Task Invalidations_RemoveFilesAndCountInOtherProcesses()
    {
        var here = new Catalog(Process());
        await here.FindAsync(1, "eu");
        await here.FindAsync(2, "eu");

        await here.Cached.Find.InvalidateAsync(1, "eu", TestContext.Current.CancellationToken);
        Assert.Single(Directory.GetFiles(Folder));
        await here.Cached.Find.InvalidateAllAsync(TestContext.Current.CancellationToken);

        var there = new Catalog(Process());
        await there.FindAsync(2, "eu");
        Assert.Equal(1, there.Runs);
    }

    [Fact]
    public async Task VanishedDirectory_NeverFailsACall()
    {
        var here = new Catalog(Process());
        await here.FindAsync(1, "eu");
        Directory.Delete(Folder, recursive: true);

        Assert.Equal(new Product(2, "eu", 2), await here.FindAsync(2, "eu"));
        Assert.Equal(new Product(1, "eu", 1), await here.FindAsync(1, "eu"));
    }

    public void Dispose()
    {
        foreach (var runtime in _runtimes)
        {
            runtime.Dispose();
        }

        Directory.Delete(_root, recursive: true);
    }

    private static byte[] Flip(byte[] bytes, int index)
    {
        var damaged = (byte[])bytes.Clone();
        damaged[index] ^= 0x40;
        return damaged;
    }

    private async Task<int> RunsOfANewProcessAsync()
    {
        var catalog = new Catalog(Process());
        await catalog.FindAsync(1, "eu");
        return catalog.Runs;
    }

    private CachekitRuntime Process()
    {
        // Many small writes: whether they reach the disk is another test's concern.
        var backend = new FileBackend(new FileBackendOptions { Directory = Folder, FlushToDisk = false }, _time);
        var options = new CachekitOptions { TimeProvider = _time }.UseBackend(backend);

        // Runs are counted: none may come in the background, before the call or after it.
        options.Defaults.SwrEnabled = false;
        var runtime = new CachekitRuntime(options);
        _runtimes.Add(runtime);
        return runtime;
    }

    public sealed record Product(int Id, string Region, int Run);

    public sealed partial class Catalog(CachekitRuntime runtime)
    {
        public int Runs { get; private set; }

        [Cache(Ttl = "5m")]
        public partial Task<Product> FindAsync(int id, string region);

        private Task<Product> FindCoreAsync(int id, string region) => Task.FromResult(new Product(id, region, ++Runs));

        [Cache(Ttl = "5m")]
        public partial int Count(string text);

        private int CountCore(string text)
        {
            Runs++;
            return text.Length;
        }
    }
}
