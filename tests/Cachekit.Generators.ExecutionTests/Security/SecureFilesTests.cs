using Cachekit.TestSupport;


namespace Cachekit.Generators.ExecutionTests.Security;

/// <summary>Secure methods over a cache directory: what a thief, an attacker and an operator find in it.</summary>
public sealed partial class SecureFilesTests : IDisposable
{
    private const int HeaderSize = 14;
    private const int FingerprintSize = 16;
    private const string Marker = "osteoporosis";

    private readonly Vault _vault = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NothingOfAValue_IsInAnyFile()
    {
        var records = new Records(_vault.Process());
        await records.FindAsync("acme", 1);
        records.Notes("acme", 1);
        await records.Cached.Find.SetAsync("acme", 2, Patient.Create(2, Marker), Token);
        await records.Cached.Find.RefreshAsync("acme", 1, Token);
        await records.Cached.Notes.InvalidateAllAsync(Token);
        records.Notes("acme", 3);

        Assert.Equal(5, _vault.Files.Length);
        Assert.False(_vault.Shows(Marker));
        Assert.False(_vault.Shows("acme"));

        // The search finds what is there.
        records.Plain(1);
        Assert.True(_vault.Shows(Marker));
    }

    [Fact]
    public async Task AnotherProcess_ReadsTheFiles()
    {
        await new Records(_vault.Process()).FindAsync("acme", 1);
        var there = new Records(_vault.Process());

        Patient.Create(1, Marker).AssertSame(await there.FindAsync("acme", 1));

        Assert.Equal((0, 1, 0), (there.Runs, there.Cached.Find.Info.BackendHits, there.Cached.Find.Info.DecryptionFailures));
    }

    [Fact]
    public async Task RotatedKeys_TwoProcessesReadEachOther()
    {
        // The rollout: the new key arrives everywhere as one that only decrypts, then it becomes the current one of each process in turn.
        var old = new Records(_vault.Process(o => o.Encryption.PreviousMasterKeys = [MasterKeys.Second]));
        var rotated = new Records(_vault.Process(o =>
        {
            o.Encryption.MasterKey = MasterKeys.Second;
            o.Encryption.PreviousMasterKeys = [MasterKeys.Third, MasterKeys.First];
        }));
        await old.FindAsync("acme", 1);
        await rotated.FindAsync("acme", 2);

        Patient.Create(1, Marker).AssertSame(await rotated.FindAsync("acme", 1));
        Patient.Create(2, Marker).AssertSame(await old.FindAsync("acme", 2));

        Assert.Equal((1, 1), (old.Runs, rotated.Runs));
        Assert.Equal((1, 1), (old.Cached.Find.Info.PreviousKeyReads, rotated.Cached.Find.Info.PreviousKeyReads));
        await rotated.Cached.Find.RefreshAsync("acme", 1, Token);

        // The drain is over: the old key is gone, and so is nothing that was written since.
        var late = new Records(_vault.Process(o => o.Encryption.MasterKey = MasterKeys.Second));
        Patient.Create(1, Marker).AssertSame(await late.FindAsync("acme", 1));
        Assert.Equal((0, 0), (late.Runs, late.Cached.Find.Info.PreviousKeyReads));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LostKey_FollowsThePolicy(bool? failClosed)
    {
        await new Records(_vault.Process()).FindAsync("acme", 1);
        var other = new Records(_vault.Process(o =>
        {
            o.Encryption.MasterKey = MasterKeys.Second;
            o.Encryption.FailClosed = failClosed;
        }));

        if (failClosed is true)
        {
            var exception = await Assert.ThrowsAsync<CacheEncryptionException>(async () => await other.FindAsync("acme", 1));
            Assert.Equal(EncryptionErrorKind.UnknownKey, exception.Kind);
            Assert.Equal(0, other.Runs);
        }
        else
        {
            Patient.Create(1, Marker).AssertSame(await other.FindAsync("acme", 1));
            Assert.Equal(1, other.Runs);
        }

        Assert.Equal(1, other.Cached.Find.Info.DecryptionFailures);
    }

    [Fact]
    public async Task EveryFlippedByte_IsNeverReturned_AndIsRepairedWhenItFailsOpen()
    {
        var here = new Records(_vault.Process());
        var path = await _vault.FileOfAsync(() => { _ = here.Number(1); return Task.CompletedTask; });
        var whole = await File.ReadAllBytesAsync(path, Token);
        for (var i = HeaderSize; i < whole.Length; i++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[i] ^= 0x20;
            await File.WriteAllBytesAsync(path, damaged, Token);
            var there = new Records(_vault.Process());

            Assert.Equal(1001, there.Number(1));

            // What only says which key to use is not authenticated, and the right key proves that the rest is untouched.
            var noticed = i is > HeaderSize and <= HeaderSize + FingerprintSize ? 0 : 1;
            Assert.Equal((noticed, noticed), (there.Runs, there.Cached.Number.Info.DecryptionFailures));
            Assert.Equal(1001, new Records(_vault.Process()).Number(1));
            Assert.Equal(whole.Length, new FileInfo(path).Length);
        }

        for (var length = HeaderSize; length < whole.Length; length++)
        {
            await File.WriteAllBytesAsync(path, whole[..length], Token);
            var there = new Records(_vault.Process());

            Assert.Equal(1001, there.Number(1));
            Assert.Equal(1, there.Runs);
        }
    }

    [Fact]
    public async Task UnknownFingerprint_UnderFailClosed_IsRaised()
    {
        var here = new Records(_vault.Process());
        var path = await _vault.FileOfAsync(() => { _ = here.Number(1); return Task.CompletedTask; });
        var damaged = await File.ReadAllBytesAsync(path, Token);
        damaged[HeaderSize + 1] ^= 1;
        await File.WriteAllBytesAsync(path, damaged, Token);
        var there = new Records(_vault.Process(o => o.Encryption.FailClosed = true));

        var exception = Assert.Throws<CacheEncryptionException>(() => there.Number(1));

        Assert.Equal((EncryptionErrorKind.UnknownKey, 0), (exception.Kind, there.Runs));
        Assert.Equal(damaged, await File.ReadAllBytesAsync(path, Token));
    }

    [Fact]
    public async Task TamperedFile_UnderFailClosed_IsRaisedAndKeptAsEvidence()
    {
        var here = new Records(_vault.Process());
        var path = await _vault.FileOfAsync(() => here.FindAsync("acme", 1).AsTask());
        var damaged = await File.ReadAllBytesAsync(path, Token);
        damaged[^1] ^= 1;
        await File.WriteAllBytesAsync(path, damaged, Token);
        var there = new Records(_vault.Process(o => o.Encryption.FailClosed = true));

        var exception = await Assert.ThrowsAsync<CacheEncryptionException>(async () => await there.FindAsync("acme", 1));
        await Assert.ThrowsAsync<CacheEncryptionException>(async () => await there.FindAsync("acme", 1));
        await Assert.ThrowsAsync<CacheEncryptionException>(async () => await there.Cached.Find.TryGetAsync("acme", 1, Token));

        Assert.Equal(EncryptionErrorKind.Tampered, exception.Kind);
        Assert.DoesNotContain(Marker, exception.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(MasterKeys.First, exception.ToString(), StringComparison.Ordinal);
        Assert.Equal((0, 3), (there.Runs, there.Cached.Find.Info.DecryptionFailures));
        Assert.Equal(damaged, await File.ReadAllBytesAsync(path, Token));

        // The way out for the operator.
        await there.Cached.Find.InvalidateAsync("acme", 1, Token);
        Patient.Create(1, Marker).AssertSame(await there.FindAsync("acme", 1));
    }

    [Fact]
    public async Task TamperedFile_OfThePresetSecure_FailsClosedUnlessTold()
    {
        var here = new Records(_vault.Process());
        var path = await _vault.FileOfAsync(() => { _ = here.Strict(1); return Task.CompletedTask; });
        var damaged = await File.ReadAllBytesAsync(path, Token);
        damaged[^1] ^= 1;
        await File.WriteAllBytesAsync(path, damaged, Token);

        var strict = new Records(_vault.Process());
        Assert.Throws<CacheEncryptionException>(() => strict.Strict(1));
        Assert.Equal(0, strict.Runs);
        var lenient = new Records(_vault.Process(o => o.Encryption.FailClosed = false));
        Assert.Equal(1001, lenient.Strict(1));
        Assert.Equal(1, lenient.Runs);
    }

    [Fact]
    public async Task Refresh_WorksOverATamperedFile()
    {
        var here = new Records(_vault.Process(o => o.Encryption.FailClosed = true));
        var path = await _vault.FileOfAsync(() => here.FindAsync("acme", 1).AsTask());
        var damaged = await File.ReadAllBytesAsync(path, Token);
        damaged[^1] ^= 1;
        await File.WriteAllBytesAsync(path, damaged, Token);
        var there = new Records(_vault.Process(o => o.Encryption.FailClosed = true));

        await there.Cached.Find.RefreshAsync("acme", 1, Token);

        Patient.Create(1, Marker).AssertSame(await new Records(_vault.Process()).FindAsync("acme", 1));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PlaintextFile_IsNeverReturned(bool failClosed)
    {
        // A plain entry of another method, put in the place of a secure one: it would be well-formed.
        var here = new Records(_vault.Process());
        var secure = await _vault.FileOfAsync(() => { _ = here.Number(1); return Task.CompletedTask; });
        var plain = await _vault.FileOfAsync(() => { _ = here.PlainNumber(1); return Task.CompletedTask; });
        File.Copy(plain, secure, overwrite: true);
        var there = new Records(_vault.Process(o => o.Encryption.FailClosed = failClosed));

        Assert.Equal(1001, there.Number(1));

        Assert.Equal((1, 1), (there.Runs, there.Cached.Number.Info.DecryptionFailures));
        Assert.Equal(1001, new Records(_vault.Process()).Number(1));
    }

    [Fact]
    public async Task SwappedFilesOfTwoKeys_AreNotAuthentic()
    {
        var here = new Records(_vault.Process());
        var one = await _vault.FileOfAsync(() => here.FindAsync("acme", 1).AsTask());
        var two = await _vault.FileOfAsync(() => here.FindAsync("acme", 2).AsTask());

        await AssertSwapIsNoticedAsync(one, two, (records, swapped) => records.FindAsync("acme", swapped ? 2 : 1), EncryptionErrorKind.Tampered);
    }

    [Fact]
    public async Task SwappedFilesOfTwoTenants_AreNotAuthentic()
    {
        var here = new Records(_vault.Process());
        var one = await _vault.FileOfAsync(() => here.FindAsync("acme", 1).AsTask());
        var two = await _vault.FileOfAsync(() => here.FindAsync("umbrella", 1).AsTask());

        await AssertSwapIsNoticedAsync(one, two, (records, swapped) => records.FindAsync(swapped ? "umbrella" : "acme", 1), EncryptionErrorKind.UnknownKey);
    }

    [Fact]
    public async Task SwappedFilesOfTwoMethods_AreNotAuthentic()
    {
        var here = new Records(_vault.Process());
        var one = await _vault.FileOfAsync(() => { _ = here.Number(1); return Task.CompletedTask; });
        var two = await _vault.FileOfAsync(() => { _ = here.Strict(1); return Task.CompletedTask; });
        File.Copy(two, one, overwrite: true);

        var there = new Records(_vault.Process(o => o.Encryption.FailClosed = true));
        var exception = Assert.Throws<CacheEncryptionException>(() => there.Number(1));

        Assert.Equal((EncryptionErrorKind.Tampered, 0), (exception.Kind, there.Runs));
    }

    public void Dispose() => _vault.Dispose();

    private async Task AssertSwapIsNoticedAsync(string one, string two, Func<Records, bool, ValueTask<Patient>> find, EncryptionErrorKind kind)
    {
        var (first, second) = (await File.ReadAllBytesAsync(one, Token), await File.ReadAllBytesAsync(two, Token));
        await File.WriteAllBytesAsync(one, second, Token);
        await File.WriteAllBytesAsync(two, first, Token);
        var closed = new Records(_vault.Process(o => o.Encryption.FailClosed = true));
        var open = new Records(_vault.Process());

        foreach (var swapped in new[] { false, true })
        {
            var exception = await Assert.ThrowsAsync<CacheEncryptionException>(async () => await find(closed, swapped));
            Assert.Equal(kind, exception.Kind);
            await find(open, swapped);
        }

        Assert.Equal((0, 2), (closed.Runs, open.Runs));
        Assert.Equal(2, open.Cached.Find.Info.DecryptionFailures);
    }

    public sealed partial class Records(CachekitRuntime runtime)
    {
        public int Runs { get; private set; }

        [Cache, Secure]
        public partial ValueTask<Patient> FindAsync([CacheTenant] string tenant, int id);

        private ValueTask<Patient> FindCoreAsync(string tenant, int id)
        {
            Runs++;
            return new(Patient.Create(id, Marker));
        }

        [Cache, Secure]
        public partial List<string> Notes([CacheTenant] string tenant, int id);

        private List<string> NotesCore(string tenant, int id) => [$"{Marker} {id}", $"{Marker} {tenant}"];

        [Cache, Secure]
        public partial int Number(int id);

        private int NumberCore(int id)
        {
            Runs++;
            return 1000 + id;
        }

        [Cache(Preset.Secure)]
        public partial int Strict(int id);

        private int StrictCore(int id)
        {
            Runs++;
            return 1000 + id;
        }

        [Cache]
        public partial string Plain(int id);

        private string PlainCore(int id) => $"{Marker} {id}";

        [Cache]
        public partial int PlainNumber(int id);

        private int PlainNumberCore(int id) => -id;
    }
}
