using Cachekit.CompilerServices;
using Cachekit.Encryption;
using Cachekit.Serialization;
using Cachekit.TestSupport;
using Cachekit.Tests.Pipeline.Support;

namespace Cachekit.Tests.Pipeline;

public class SecureFailureTests
{
    private const string Secret = "the-patient-has-a-cold";

    private readonly World _world = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RefreshThatCannotBeEncrypted_RemovesWhatItWouldHaveReplaced(bool failClosed)
    {
        var cache = await FillAndLoseTheKeysAsync(failClosed);

        if (failClosed)
        {
            var exception = await Assert.ThrowsAsync<CacheEncryptionException>(
                async () => await cache.RefreshWithAsync(1, _ => new ValueTask<string?>("new"), Ct));
            Assert.Equal(EncryptionErrorKind.Failed, exception.Kind);
        }
        else
        {
            Assert.Equal("new", await cache.RefreshWithAsync(1, _ => new ValueTask<string?>("new"), Ct));
        }

        Assert.Empty(_world.Store.Keys);
        Assert.Equal(0, cache.Info.LocalEntries);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SynchronousRefreshThatCannotBeEncrypted_RemovesWhatItWouldHaveReplaced(bool failClosed)
    {
        var cache = await FillAndLoseTheKeysAsync(failClosed);

        var refresh = cache.RefreshSyncBodyAsync(1, new SyncBody<string?>(_ => "new"), Ct);
        if (failClosed)
        {
            await Assert.ThrowsAsync<CacheEncryptionException>(async () => await refresh);
        }
        else
        {
            Assert.Equal("new", await refresh);
        }

        Assert.Empty(_world.Store.Keys);
        Assert.Equal(0, cache.Info.LocalEntries);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SetThatCannotBeEncrypted_SaysSoAndRemovesWhatItWouldHaveReplaced(bool failClosed)
    {
        var cache = await FillAndLoseTheKeysAsync(failClosed);

        await Assert.ThrowsAsync<CacheEncryptionException>(async () => await cache.SetAsync(1, "new", Ct));

        Assert.Empty(_world.Store.Keys);
        Assert.Equal(0, cache.Info.LocalEntries);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ResultThatCannotBeEncrypted_FollowsThePolicy(bool failClosed)
    {
        var cache = await FillAndLoseTheKeysAsync(failClosed);

        if (failClosed)
        {
            await Assert.ThrowsAsync<CacheEncryptionException>(async () => await cache.CallAsync(2, "new"));
            Assert.Throws<CacheEncryptionException>(() => cache.Ask(2, _ => "new"));
        }
        else
        {
            Assert.Equal("new", await cache.CallAsync(2, "new"));
            Assert.Equal("new", cache.Ask(2, _ => "new"));
        }

        Assert.Null(_world.Store.Peek(cache.GetKey(2)));
    }

    [Fact]
    public async Task SharedValueThatCannotBeEncoded_RemovesWhatItWouldHaveReplaced()
    {
        var cache = World.Method<IntKey, string?>(
            new QuotingCodec(), ValueStorage.Object, d => d with { Interop = "get_user", Namespace = "users" }).In(_world.Runtime());
        await cache.CallAsync(1, "old");

        await Assert.ThrowsAsync<CacheSerializationException>(
            async () => await cache.RefreshWithAsync(1, _ => new ValueTask<string?>(QuotingCodec.Unwritable), Ct));
        Assert.Empty(_world.Store.Keys);
        Assert.Equal(0, cache.Info.LocalEntries);

        await cache.CallAsync(1, "old");
        await Assert.ThrowsAsync<CacheSerializationException>(async () => await cache.SetAsync(1, QuotingCodec.Unwritable, Ct));
        Assert.Empty(_world.Store.Keys);
    }

    [Fact]
    public async Task ExceptionOfTheValuesOwnCode_IsNotLoggedWithWhatItQuotes()
    {
        var method = World.Method<IntKey, string?>(new QuotingCodec(), ValueStorage.Bytes, d => d with { Secure = true });
        var plain = World.Texts<IntKey>(d => d with { Secure = true }).In(_world.Runtime(MasterKeys.UseFirst));
        await plain.CallAsync(1, QuotingCodec.Unreadable);
        var cache = method.In(_world.Runtime(MasterKeys.UseFirst));

        Assert.False((await cache.TryGetAsync(1, Ct)).Found);
        Assert.Equal(QuotingCodec.Unwritable, await cache.CallAsync(2, QuotingCodec.Unwritable));
        Assert.Equal(QuotingCodec.Unreadable, await cache.CallAsync(3, QuotingCodec.Unreadable));

        int[] expected = [1110, 1112, 1114];
        Assert.Equal(expected, _world.Logs.Lines.Select(line => line.Id));
        Assert.All(_world.Logs.Lines, line =>
        {
            Assert.DoesNotContain(Secret, line.Text, StringComparison.Ordinal);
            Assert.Contains("FormatException", line.Exception!.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, line.Exception.ToString(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task AuthenticEntryThatIsNoValue_IsAMissAndRemovedAlsoWhenTheMethodFailsClosed()
    {
        var plain = World.Texts<IntKey>(d => d with { Secure = true }).In(_world.Runtime(MasterKeys.UseFirst));
        await plain.CallAsync(1, QuotingCodec.Unreadable);
        var cache = World.Method<IntKey, string?>(new QuotingCodec(), ValueStorage.Object, d => d with { Preset = Preset.Secure })
            .In(_world.Runtime(MasterKeys.UseFirst));

        Assert.False((await cache.TryGetAsync(1, Ct)).Found);
        Assert.Empty(_world.Store.Keys);

        await plain.SetAsync(1, QuotingCodec.Unreadable, Ct);
        Assert.Equal("fresh", cache.Ask(1, _ => "fresh"));
        Assert.Equal("fresh", await cache.CallAsync(1, "not called"));
    }

    [Fact]
    public async Task ShortenedKey_IsWhatTheEntryIsBoundTo()
    {
        var longest = new string('n', 64);
        var cache = World.Texts<IntKey>(d => d with { Secure = true, Namespace = longest, KeyName = new string('m', 200) + ".0123456789abcdef" })
            .In(_world.Runtime(MasterKeys.UseFirst));
        await cache.CallAsync(1, Secret);

        var key = cache.GetKey(1);
        Assert.Equal(83, key.Length);
        using var keyring = Keyring.FromHex(MasterKeys.First);
        using var cipher = new EntryCipher(keyring);
        Assert.NotEmpty(cipher.Decrypt(_world.Store.Peek(key)!.AsSpan(17), new EntryBinding(key, Compressed: true)));
    }

    /// <returns>A method with an entry in both layers, whose runtime has no keys any more.</returns>
    private async Task<MethodCache<IntKey, string?>> FillAndLoseTheKeysAsync(bool failClosed)
    {
        var runtime = _world.Runtime(o =>
        {
            MasterKeys.UseFirst(o);
            o.Encryption.FailClosed = failClosed;
        });
        var cache = World.Texts<IntKey>(d => d with { Secure = true }).In(runtime);
        await cache.CallAsync(1, Secret);
        Assert.Single(_world.Store.Keys);
        Assert.Equal(1, cache.Info.LocalEntries);
        runtime.Dispose();
        return cache;
    }

    /// <summary>Texts; two of them are not accepted, with messages that quote them, as the constructors of value objects do.</summary>
    private sealed class QuotingCodec : ValueCodec<string?>
    {
        internal const string Unreadable = Secret + "-unreadable";
        internal const string Unwritable = Secret + "-unwritable";

        public override void Write(ref MessagePackWriter writer, string? value) =>
            Codecs.String.Write(ref writer, value == Unwritable ? throw new FormatException($"'{value}' is not accepted.") : value);

        public override string? Read(ref MessagePackReader reader)
        {
            var value = Codecs.String.Read(ref reader);
            return value == Unreadable ? throw new FormatException($"'{value}' is not accepted.") : value;
        }
    }
}
