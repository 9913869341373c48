using System.Text.Json;

namespace Cachekit.Backends.Tests;

/// <summary>The bytes that all CacheKit SDKs share.</summary>
public sealed class FileFormatTests : IDisposable
{
    private readonly CacheFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("test-key", "0e2a03b49262c15a063c04d5a29c0158")]
    public void Name_IsBlake2bOfTheKey(string key, string name) => Assert.Equal(name, EntryNames.ForKey(key));

    [Fact]
    public void Names_OfLongAndNonAsciiKeys_AreThirtyTwoHexDigits()
    {
        Assert.All(new[] { new string('ü', 5000), "../../etc/passwd", "\U0001F600", " " }, key => Assert.True(EntryNames.IsEntry(EntryNames.ForKey(key))));
        Assert.Throws<CacheBackendException>(() => _folder.Open().Get("half\uD800"));
    }

    [Theory]
    [InlineData("434b01000000000000000000000068656c6c6f", 0, "return_payload")]
    [InlineData("434b010000000000000000000000", 0, "return_payload")]
    [InlineData("434b010000010000000000000000667574757265", 0, "miss_preserve")]
    [InlineData("434b010080000000000000000000667574757265", 0, "miss_preserve")]
    [InlineData("434b010100000000000000000000667574757265", 0, "miss_preserve")]
    [InlineData("434b01ff00000000000000000000667574757265", 0, "miss_preserve")]
    [InlineData("434b01000001000000003b9aca00667574757265", 2_000_000_000, "miss_preserve")]
    [InlineData("434b01000000000000003b9aca0065787069726564", 1_000_000_000, "miss_expired")]
    [InlineData("434b01000000000000003b9aca0065787069726564", 1_000_000_001, "miss_expired")]
    [InlineData("434b01000000000000003b9aca0065787069726564", 999_999_999, "return_payload")]
    [InlineData("434b01000000800000000000000068656c6c6f", 4_000_000_000, "return_payload")]
    [InlineData("434b01000000ffffffffffffffff68656c6c6f", 4_000_000_000, "return_payload")]
    [InlineData("434b0100000000000000000000", 0, "miss_corrupt")]
    [InlineData("", 0, "miss_corrupt")]
    [InlineData("434b020000000000000000000000", 0, "miss_corrupt")]
    [InlineData("434b020100000000000000000000", 0, "miss_corrupt")]
    [InlineData("434a010000000000000000000000", 0, "miss_corrupt")]
    public async Task Reader_DecidesAsTheProtocolSays(string file, long now, string action) => await CheckRow("test-key", file, now, action);

    [Fact]
    public async Task SharedVectors_AreDecidedAlike()
    {
        if (CacheFolder.SharedVectors("file-backend.json") is not { } path)
        {
            Assert.Skip("The protocol's vectors are not beside the repository.");
            return;
        }

        using var document = JsonDocument.Parse(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
        foreach (var row in document.RootElement.GetProperty("vectors").EnumerateArray())
        {
            var key = row.GetProperty("key_utf8").GetString()!;
            Assert.Equal(row.GetProperty("filename").GetString(), EntryNames.ForKey(key));
            var payload = Convert.FromHexString(row.GetProperty("payload_hex").GetString()!);
            var reserved = row.TryGetProperty("reserved", out var r) ? r.GetByte() : (byte)0;
            var content = CacheFolder.Content(row.GetProperty("expiry_unix_seconds").GetUInt64(), payload, 1, reserved, row.GetProperty("flags").GetUInt16());
            Assert.Equal(row.GetProperty("file_hex").GetString(), Convert.ToHexStringLower(content));
            Assert.Equal(row.GetProperty("header_hex").GetString(), Convert.ToHexStringLower(content.AsSpan(0, EntryHeader.Size)));
            var now = row.TryGetProperty("reader_now_unix_seconds", out var n) ? n.GetInt64() : 0;
            await CheckRow(key, Convert.ToHexStringLower(content), now, row.GetProperty("reader_action").GetString()!);
        }
    }

    [Fact]
    public void Set_WritesTheSharedBytes()
    {
        var backend = _folder.Open();
        backend.Set("test-key", "hello"u8.ToArray(), null);
        Assert.Equal("434b01000000000000000000000068656c6c6f", Convert.ToHexStringLower(File.ReadAllBytes(_folder.PathOf("test-key"))));

        backend.Set("test-key", "hello"u8.ToArray(), TimeSpan.FromSeconds(60));
        Assert.Equal(CacheFolder.Content(_folder.NowSeconds + 60, "hello"u8), File.ReadAllBytes(_folder.PathOf("test-key")));
    }

    [Fact]
    public void PayloadOfEveryByte_AndEmptyPayload_ComeBack()
    {
        var backend = _folder.Open();
        byte[] every = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        backend.Set("every", every, null);
        backend.Set("empty", ReadOnlyMemory<byte>.Empty, null);

        using var all = backend.Get("every");
        using var none = backend.Get("empty");
        Assert.Equal(every, all.Bytes.ToArray());
        Assert.True(none.Found);
        Assert.True(none.Bytes.IsEmpty);
    }

    [Theory]
    [InlineData(0, 60_000, 60)]
    [InlineData(999, 60_000, 60)]
    [InlineData(0, 1, 1)]
    [InlineData(999, 500, 1)]
    [InlineData(0, 1_500, 2)]
    public void Expiry_CountsWholeSecondsFromTheStartOfTheRunningOne(int nowMilliseconds, int ttlMilliseconds, int seconds)
    {
        var start = _folder.NowSeconds;
        _folder.Time.Advance(TimeSpan.FromMilliseconds(nowMilliseconds));
        _folder.Open().Set("k", "v"u8.ToArray(), TimeSpan.FromMilliseconds(ttlMilliseconds));
        Assert.Equal(CacheFolder.Content(start + (ulong)seconds, "v"u8), File.ReadAllBytes(_folder.PathOf("k")));
    }

    private async Task CheckRow(string key, string file, long now, string action)
    {
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(now));
        var backend = _folder.Open(time: time);
        var content = Convert.FromHexString(file);
        var isHit = action == "return_payload";

        foreach (var isAsync in new[] { false, true })
        {
            var path = _folder.Plant(key, content);
            Assert.Equal(isHit, isAsync ? await backend.ExistsAsync(key, TestContext.Current.CancellationToken) : backend.Exists(key));
            if (!isHit)
            {
                Assert.Null(backend.GetTtl(key));
                Assert.False(backend.RefreshTtl(key, TimeSpan.FromHours(1)));
            }

            Assert.Equal(content, File.ReadAllBytes(path));
            using var value = isAsync ? await backend.GetAsync(key, TestContext.Current.CancellationToken) : backend.Get(key);
            Assert.Equal(isHit, value.Found);
            Assert.Equal(isHit ? content[EntryHeader.Size..] : [], value.Bytes.ToArray());
            Assert.Equal(action is "return_payload" or "miss_preserve", File.Exists(path));
            if (File.Exists(path))
            {
                Assert.Equal(content, File.ReadAllBytes(path));
            }

            Assert.Empty(_folder.Temporaries());
        }
    }
}
