using System.Text;
using Cachekit.TestSupport;
using Cachekit.Tests.Pipeline.Support;

namespace Cachekit.Tests.Batches;

/// <summary>The entries of a batch are encrypted like those of single calls.</summary>
public class BatchSecurityTests
{
    private readonly World _world = new();
    private readonly BatchBody<string?> _body = new(id => $"secret-{id}");

    [Fact]
    public async Task Entries_AreCiphertext_AndOpenInAnotherProcess()
    {
        var method = World.Texts<IntKey>(d => d with { Secure = true });
        await method.In(_world.Runtime(MasterKeys.UseFirst)).ManyAsync(_body, 1, 2);

        Assert.Equal(2, _world.Store.Keys.Count);
        Assert.All(_world.Store.Keys, key => Assert.DoesNotContain("secret", Encoding.UTF8.GetString(_world.Store.Peek(key)!), StringComparison.Ordinal));
        var other = method.In(_world.Runtime(MasterKeys.UseFirst));
        var body = new BatchBody<string?>(_ => "not called");
        Assert.Equal(["secret-1", "secret-2"], (await other.ManyAsync(body, 1, 2)).Values.Order());
        Assert.Equal(["secret-1", "secret-2"], (await other.ManyAsync(body, 1, 2)).Values.Order());
        Assert.Empty(body.Asked);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ForgedEntry_FailsTheCall_AndHarmsNobodyElse(bool isAsync)
    {
        var method = World.Texts<IntKey>(d => d with { Preset = Preset.Secure });
        var cache = method.In(_world.Runtime(MasterKeys.UseFirst));
        await cache.ManyAsync(_body, 1, 2);
        var forged = _world.Store.Peek(cache.GetKey(1))!;
        forged[^1] ^= 1;
        _world.Store.Plant(cache.GetKey(1), forged);
        var other = method.In(_world.Runtime(MasterKeys.UseFirst));

        var exception = await Assert.ThrowsAsync<CacheEncryptionException>(async () => _ = isAsync ? await other.ManyAsync(_body, 1, 2) : other.Many(_body, 1, 2));

        Assert.Equal(EncryptionErrorKind.Tampered, exception.Kind);
        Assert.Single(_body.Asked);
        Assert.True(other.TryGetLocal(2, out var value));
        Assert.Equal("secret-2", value);
        Assert.Equal(0, _world.Store.Lent);
    }
}
