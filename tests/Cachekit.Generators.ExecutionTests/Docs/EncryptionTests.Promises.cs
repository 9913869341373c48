using Cachekit;
using Cachekit.Encryption;
using Cachekit.TestSupport;
using Cachekit.TestSupport.Backends;

namespace Guides.Encryption;

/// <content>What the guide says that encryption prevents, and what not.</content>
public sealed partial class EncryptionTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ForgedEntry_IsAnErrorOrAMiss_AndNeverAValue(bool closed)
    {
        var key = await FillAsync();
        var stored = _scene.Backend.Peek(key)!;
        stored[^1] ^= 1;
        _scene.Backend.Plant(key, stored);
        var patients = new Patients(Process(closed));

        if (closed)
        {
            var exception = await Assert.ThrowsAsync<CacheEncryptionException>(() => patients.GetLetterAsync(1));
            Assert.Equal(EncryptionErrorKind.Tampered, exception.Kind);
            Assert.Equal(0, patients.Runs);
            Assert.Equal(stored, _scene.Backend.Peek(key));
        }
        else
        {
            Assert.False((await patients.Cached.GetLetter.TryGetAsync(1)).Found);
            Assert.Null(_scene.Backend.Peek(key));
            Assert.Equal("a letter about 1", await patients.GetLetterAsync(1));
        }

        Assert.Equal([1130], _logs.Ids);
        Assert.Equal(1, patients.Cached.GetLetter.Info.DecryptionFailures);
        Assert.DoesNotContain(_logs.Lines, line => line.Text.Contains(key, StringComparison.Ordinal) || line.Text.Contains(_key, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task UnencryptedEntry_IsAMissBothWays(bool closed)
    {
        var key = await FillAsync();
        _scene.Backend.Plant(key, [0x01, 0, 0, 0, 0, 0, 0, 0, 0, 0xA1, 0x61]);
        var patients = new Patients(Process(closed));

        Assert.False((await patients.Cached.GetLetter.TryGetAsync(1)).Found);
        Assert.Null(_scene.Backend.Peek(key));
        Assert.Equal([1131], _logs.Ids);
        Assert.Equal(1, patients.Cached.GetLetter.Info.DecryptionFailures);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AuthenticEntryThatIsNoValue_IsAMissBothWays(bool closed)
    {
        var key = await FillAsync();
        using (var keyring = Keyring.FromHex(_key))
        using (var cipher = new EntryCipher(keyring))
        {
            _scene.Backend.Plant(key, [0x02, .. cipher.Fingerprint, .. cipher.Encrypt("no entry"u8, new EntryBinding(key, Compressed: true))]);
        }

        var patients = new Patients(Process(closed));
        Assert.False((await patients.Cached.GetLetter.TryGetAsync(1)).Found);
        Assert.Null(_scene.Backend.Peek(key));
        Assert.Equal([1110], _logs.Ids);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ResultThatCannotBeEncrypted_IsNeverStored(bool closed)
    {
        var runtime = Process(closed);
        runtime.Dispose(); // and its keys with it
        var patients = new Patients(runtime);

        if (closed)
        {
            Assert.Equal(EncryptionErrorKind.Failed, (await Assert.ThrowsAsync<CacheEncryptionException>(() => patients.GetLetterAsync(1))).Kind);
        }
        else
        {
            Assert.Equal("a letter about 1", await patients.GetLetterAsync(1));
        }

        Assert.Equal(1, patients.Runs);
        Assert.Equal([1133], _logs.Ids);
        await Assert.ThrowsAsync<CacheEncryptionException>(async () => await patients.Cached.GetLetter.SetAsync(1, "another"));
        Assert.Empty(_scene.Backend.Keys);
        Assert.Equal(0, patients.Cached.GetLetter.Info.LocalEntries);
    }

    [Fact]
    public async Task FailClosed_IsThePresetsChoiceUnlessItIsSaid()
    {
        var first = new Patients(Process());
        await first.GetPatientAsync(1);
        await first.GetLetterAsync(1);
        foreach (var key in _scene.Backend.Keys)
        {
            var stored = _scene.Backend.Peek(key)!;
            stored[^1] ^= 1;
            _scene.Backend.Plant(key, stored);
        }

        var patients = new Patients(Process());
        await Assert.ThrowsAsync<CacheEncryptionException>(() => patients.GetPatientAsync(1));
        Assert.Equal("a letter about 1", await patients.GetLetterAsync(1));
    }

    /// <summary>What the guide says that encryption does not prevent.</summary>
    [Fact]
    public async Task OlderEntry_CanBePutBack_AndAnInvalidationBeUndone()
    {
        var key = await FillAsync();
        var old = _scene.Backend.Peek(key)!;
        await new Patients(Process()).Cached.GetLetter.SetAsync(1, "a newer letter");
        _scene.Backend.Plant(key, old);
        Assert.Equal("a letter about 1", await Read());

        await new Patients(Process()).Cached.GetLetter.InvalidateAllAsync();
        Assert.Null(await Read());
        await _scene.Backend.DeleteAsync(Assert.Single(_scene.Backend.Keys, other => other != key));
        Assert.Equal("a letter about 1", await Read());

        async Task<string?> Read() => (await new Patients(Process()).Cached.GetLetter.TryGetAsync(1)).Value;
    }

    [Fact]
    public async Task Entry_CannotBeMovedToOtherArguments()
    {
        var stored = _scene.Backend.Peek(await FillAsync())!;
        var patients = new Patients(Process(failClosed: true));
        _scene.Backend.Plant(patients.Cached.GetLetter.Key(2), stored);

        Assert.Equal(EncryptionErrorKind.Tampered, (await Assert.ThrowsAsync<CacheEncryptionException>(() => patients.GetLetterAsync(2))).Kind);
    }

    [Fact]
    public async Task WithoutAKey_TheFirstUseFails_AndNothingIsStored()
    {
        var patients = new Patients(_scene.Runtime);

        var exception = await Assert.ThrowsAsync<CacheConfigurationException>(() => patients.GetPatientAsync(1));

        Assert.Contains("openssl rand -hex 32", exception.Message, StringComparison.Ordinal);
        Assert.Throws<CacheConfigurationException>(() => patients.Cached.GetPatient.Info);
        Assert.Empty(_scene.Backend.Keys);
        Assert.Equal(0, patients.Runs);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0x")]
    [InlineData(" ")]
    public void KeyInAnotherForm_StopsTheRuntime_EvenIfNothingIsSecure(string before)
    {
        var options = new CachekitOptions { Encryption = { MasterKey = before + _key[2..] } }.UseNoBackend();

        var exception = Assert.Throws<CacheConfigurationException>(() => new CachekitRuntime(options));

        Assert.DoesNotContain(_key[2..], exception.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void PreviousKeys_AreAtMostThreeAndOthers()
    {
        var options = new CachekitOptions().UseNoBackend();
        options.Encryption.MasterKey = _key;
        options.Encryption.PreviousMasterKeys = [_key.ToUpperInvariant(), NewKey(), NewKey(), NewKey()];

        Assert.Equal(2, Assert.Throws<CacheConfigurationException>(() => new CachekitRuntime(options)).Problems.Count);
    }

    [Fact]
    public async Task KeyAlone_EncryptsNothing()
    {
        var before = new Before(Process());
        await before.GetLetterAsync(1);

        Assert.False(before.Cached.GetLetter.Info.IsSecure);
        Assert.True(Contains(_scene.Backend.Peek(before.Cached.GetLetter.Key(1))!, "plain 1"));
    }
}
