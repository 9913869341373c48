using System.Security.Cryptography;
using System.Text;
using Cachekit;
using Cachekit.Encryption;
using Cachekit.Generators.ExecutionTests;
using Cachekit.TestSupport;

namespace Guides.Encryption;

// <encryption-class>
public sealed record Patient(int Id, string Name, string Diagnosis);

public sealed partial class Patients(CachekitRuntime runtime)
{
    [Cache(Preset.Secure, Ttl = "10m")]                  // encrypted, and fails closed
    public partial Task<Patient> GetPatientAsync(int id);

    [Cache, Secure]                                      // encrypted; the rest is that of Preset.Production
    public partial Task<string> GetLetterAsync(int id);
// </encryption-class>

    public int Runs { get; private set; }

    private Task<Patient> GetPatientCoreAsync(int id)
    {
        Runs++;
        return Task.FromResult(new Patient(id, "Ann", "a cold that does not go away"));
    }

    private Task<string> GetLetterCoreAsync(int id)
    {
        Runs++;
        return Task.FromResult($"a letter about {id}");
    }
}

// <encryption-tenants>
public sealed partial class Records(CachekitRuntime runtime)
{
    [Cache, Secure(Tenant = "billing")]               // the same tenant for all calls
    public partial Task<string> InvoiceAsync(int id);

    [Cache, Secure]                                   // each call says whose key it is
    public partial Task<string> ReportAsync([CacheTenant] string clinic, int id);
}

public sealed partial class Ward(CachekitRuntime runtime, string clinic)
{
    [CacheTenant]                                     // each instance says it
    private string Clinic => clinic;

    [Cache, Secure]
    public partial Task<string> ChartAsync(int id);
// </encryption-tenants>

    private static Task<string> ChartCoreAsync(int id) => Task.FromResult($"a chart of {id}");
}

public sealed partial class Records
{
    private static Task<string> InvoiceCoreAsync(int id) => Task.FromResult($"an invoice for {id}");

    private static Task<string> ReportCoreAsync(string clinic, int id) => Task.FromResult($"a report about {id}");
}

/// <summary>The method of <see cref="Patients"/> as it was before anybody thought of encryption, and as it is with another preset.</summary>
public sealed partial class Before(CachekitRuntime runtime)
{
    [Cache]
    public partial Task<string> GetLetterAsync(int id);

    [Cache(Preset.Minimal), Secure]
    public partial Task<string> GetNoteAsync(int id);

    private static Task<string> GetLetterCoreAsync(int id) => Task.FromResult($"plain {id}");

    private static Task<string> GetNoteCoreAsync(int id) => Task.FromResult(new string('n', 500));
}

/// <summary>What the guide on encryption promises.</summary>
public sealed partial class EncryptionTests : IDisposable
{
    private readonly Scene _scene = new();
    private readonly LogRecorder _logs = new();
    private readonly string _key = NewKey();

    public void Dispose()
    {
        _scene.Dispose();
        _logs.Dispose();
    }

    [Fact]
    public async Task Options_GiveTheKey()
    {
        var key = _key;

        // <encryption-options>
        var options = new CachekitOptions();
        options.Encryption.MasterKey = key; // 64 hexadecimal digits, from your secret store
        // </encryption-options>

        using var runtime = new CachekitRuntime(options.UseBackend(_scene.Backend));
        var patients = new Patients(runtime);
        Assert.Equal("Ann", (await patients.GetPatientAsync(7)).Name);
        Assert.Equal("Ann", (await patients.GetPatientAsync(7)).Name);
        Assert.Equal((1, 1), (patients.Runs, patients.Cached.GetPatient.Info.LocalHits));
    }

    [Fact]
    public async Task RawKey_IsCopiedAndCanBeZeroed()
    {
        var options = new CachekitOptions();
        var bytes = RandomNumberGenerator.GetBytes(32);

        // <encryption-raw>
        options.Encryption.UseRawMasterKey(bytes); // exactly 32 bytes; they are copied
        CryptographicOperations.ZeroMemory(bytes);
        // </encryption-raw>

        using var runtime = new CachekitRuntime(options.UseNoBackend());
        Assert.Equal("a letter about 1", await new Patients(runtime).GetLetterAsync(1));
        Assert.All(bytes, value => Assert.Equal(0, value));
    }

    [Fact]
    public async Task Info_TellsWhatHappens()
    {
        var patients = new Patients(Process());
        await patients.GetPatientAsync(7);

        // <encryption-info>
        var info = patients.Cached.GetPatient.Info;
        Console.WriteLine($"{info.IsSecure}: {info.PreviousKeyReads} read with previous keys, {info.DecryptionFailures} not readable");
        // </encryption-info>

        Assert.True(info.IsSecure);
        Assert.False(info.HoldsObjects);
        Assert.Equal((0, 0), (info.PreviousKeyReads, info.DecryptionFailures));
    }

    [Fact]
    public async Task Entry_HasTheBytesOfTheGuide_AndNoPlaintext()
    {
        var patients = new Patients(Process());
        await patients.GetPatientAsync(7);
        var key = patients.Cached.GetPatient.Key(7);
        var stored = _scene.Backend.Peek(key)!;

        using var keyring = Keyring.FromHex(_key);
        using var cipher = new EntryCipher(keyring);
        Assert.Equal(0x02, stored[0]);
        Assert.Equal(cipher.Fingerprint.ToArray(), stored[1..17]);
        var entry = cipher.Decrypt(stored.AsSpan(17), new EntryBinding(key, Compressed: true));
        Assert.Equal(entry.Length, stored.Length - 45);
        Assert.Equal(0x01, entry[0]);
        Assert.Equal(0x94, entry[9]);
        Assert.False(Contains(stored, "a cold"));
        Assert.EndsWith(":1s", key, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Minimal_HasNoEnvelopeUnderTheEncryption()
    {
        var notes = new Before(Process());
        await notes.GetNoteAsync(1);
        var key = notes.Cached.GetNote.Key(1);
        var stored = _scene.Backend.Peek(key)!;

        using var keyring = Keyring.FromHex(_key);
        using var cipher = new EntryCipher(keyring);
        var entry = cipher.Decrypt(stored.AsSpan(17), new EntryBinding(key, Compressed: false));
        Assert.Equal(45 + 9 + 503, stored.Length);
        Assert.Equal(0xDA, entry[9]);
        Assert.EndsWith(":0s", key, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compression_ShowsInTheLengthUnlessItIsOff()
    {
        var id = 1_000_000;
        var with = await LengthOf(compressed: true);
        var without = await LengthOf(compressed: false);
        Assert.True(with < without, $"{with} and {without} bytes.");

        async Task<int> LengthOf(bool compressed)
        {
            using var scene = new Scene();
            var runtime = scene.AnotherProcess(options =>
            {
                options.Encryption.MasterKey = _key;
                options.EnableCompression = compressed;
            });
            var repeated = new Repeated(runtime);
            await repeated.TextAsync(id);
            return scene.Backend.Peek(repeated.Cached.Text.Key(id))!.Length;
        }
    }

    [Fact]
    public async Task Tenants_HaveKeysOfTheirOwn()
    {
        var runtime = Process();
        var records = new Records(runtime);
        var ward = new Ward(runtime, "north");
        await records.InvoiceAsync(1);
        await records.ReportAsync("north", 1);
        await records.ReportAsync("south", 1);
        await ward.ChartAsync(1);
        await new Ward(runtime, "south").ChartAsync(1);

        Assert.Equal(5, _scene.Backend.Keys.Count);
        AssertOpens(records.Cached.Invoice.Key(1), "billing");
        AssertOpens(records.Cached.Report.Key("north", 1), "north");
        AssertOpens(records.Cached.Report.Key("south", 1), "south");
        AssertOpens(ward.Cached.Chart.Key(1), "north");
        await Assert.ThrowsAsync<CacheConfigurationException>(() => records.ReportAsync("", 1));
        await Assert.ThrowsAsync<CacheConfigurationException>(() => records.ReportAsync(null!, 1));

        void AssertOpens(string key, string tenant)
        {
            var stored = _scene.Backend.Peek(key)!;
            using var keyring = Keyring.FromHex(_key);
            using var cipher = new EntryCipher(keyring, tenant);
            using var standard = new EntryCipher(keyring);
            Assert.NotEmpty(cipher.Decrypt(stored.AsSpan(17), new EntryBinding(key, Compressed: true)));
            Assert.Equal(
                EncryptionErrorKind.Tampered,
                Assert.Throws<CacheEncryptionException>(() => standard.Decrypt(stored.AsSpan(17), new EntryBinding(key, Compressed: true))).Kind);
        }
    }

    [Fact]
    public async Task Rotation_ReadsOldEntriesUntilTheyAreGone()
    {
        var (oldKey, newKey) = (_key, NewKey());
        await new Patients(Process()).GetPatientAsync(1);

        var first = new Patients(_scene.AnotherProcess(options =>
        {
            // <encryption-rotation-1>
            options.Encryption.MasterKey = oldKey;
            options.Encryption.PreviousMasterKeys = [newKey]; // does not encrypt yet
            // </encryption-rotation-1>
        }));
        var second = new Patients(_scene.AnotherProcess(options =>
        {
            // <encryption-rotation-2>
            options.Encryption.MasterKey = newKey;
            options.Encryption.PreviousMasterKeys = [oldKey];
            // </encryption-rotation-2>
        }));

        // Both directions, while some processes are one step behind.
        await second.GetPatientAsync(1);
        await second.GetPatientAsync(2);
        await first.GetPatientAsync(2);
        Assert.Equal((1, 1), (first.Cached.GetPatient.Info.PreviousKeyReads, second.Cached.GetPatient.Info.PreviousKeyReads));
        Assert.Equal((0, 1), (first.Runs, second.Runs));

        var third = new Patients(_scene.AnotherProcess(options =>
        {
            // <encryption-rotation-3>
            options.Encryption.MasterKey = newKey;
            options.Encryption.PreviousMasterKeys = []; // none, whatever the environment says
            // </encryption-rotation-3>
        }));

        // Too early for the first entry: nothing rewrites it, and it has not expired yet.
        await third.GetPatientAsync(2);
        var exception = await Assert.ThrowsAsync<CacheEncryptionException>(() => third.GetPatientAsync(1));
        Assert.Equal(EncryptionErrorKind.UnknownKey, exception.Kind);
        _scene.Time.Advance(TimeSpan.FromMinutes(10));
        await third.GetPatientAsync(1);
        Assert.Equal(1, third.Runs);
    }

    [Fact]
    public void Budget_IsPerCipher()
    {
        using var keyring = Keyring.FromHex(_key);
        using var cipher = new EntryCipher(keyring);
        Assert.Equal(4_294_967_295, cipher.RemainingEncryptions);
        var stored = cipher.Encrypt("x"u8, new EntryBinding("key", Compressed: false));
        Assert.Equal(4_294_967_294, cipher.RemainingEncryptions);
        Assert.Equal(29, stored.Length);
        Assert.Equal(new byte[4], stored[8..12]);
    }

    private static string NewKey() => RandomNumberGenerator.GetHexString(64, lowercase: true);

    private static bool Contains(byte[] bytes, string text) => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;

    private CachekitRuntime Process(bool? failClosed = null) => _scene.AnotherProcess(options =>
    {
        options.LoggerFactory = _logs;
        options.Encryption.MasterKey = _key;
        options.Encryption.FailClosed = failClosed;
    });

    private async Task<string> FillAsync()
    {
        var patients = new Patients(Process());
        await patients.GetLetterAsync(1);
        return patients.Cached.GetLetter.Key(1);
    }
}

/// <summary>A value that compression makes smaller.</summary>
public sealed partial class Repeated(CachekitRuntime runtime)
{
    [Cache, Secure]
    public partial Task<string> TextAsync(int id);

    private static Task<string> TextCoreAsync(int id) => Task.FromResult(string.Concat(Enumerable.Repeat($"{id} ", 100)));
}
