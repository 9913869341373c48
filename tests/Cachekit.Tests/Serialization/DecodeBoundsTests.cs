using System.Text.Json;
using Cachekit.Serialization;

namespace Cachekit.Tests.Serialization;

public sealed class DecodeBoundsTests
{
    /// <summary>The essential rows of the shared vectors, for a clone that does not have them beside it.</summary>
    public static TheoryData<string, bool> OwnRows => new()
    {
        { Repeat("dc07d0", 2048), false },
        { Repeat("de07d0", 2048), false },
        { Repeat("91", 1025) + "c0", false },
        { Repeat("81a0", 1025) + "c0", false },
        { "ddffffffff", false },
        { "ddffffffffdd00000001", false },
        { "91ddffffffff", false },
        { "81c0", false },
        { "dbffffffff41", false },
        { "c9ffffffff0541", false },
        { "92dc0000", false },
        { Repeat("91", 32) + "c0", true },
        { "dc0100" + Repeat("c0", 256), true },
    };

    public static TheoryData<string, bool> MoreRows => new()
    {
        { "", false },
        { "c1", false },
        { "91c1", false },
        { "c0c0", false },
        { "91c0c0", false },
        { "43", true },
        { "434b03", false },
        { Repeat("91", 64) + "c0", true },
        { Repeat("91", 65) + "c0", false },
        { Repeat("91", 63) + "90", true },
        { Repeat("91", 64) + "90", false },
        { Repeat("81c0", 63) + "80", true },
        { Repeat("81c0", 64) + "80", false },
        { "90", true },
        { "80", true },
        { "a0", true },
        { "c400", true },
        { "92a0a0", true },
        { "93909090", true },
        { "9291c091c0", true },
        { "82a16101a16202", true },
        { "d40100", true },
        { "d401", false },
        { "d80100000000000000000000000000000000", true },
        { "d801000000000000000000000000000000", false },
        { "c70101ff", true },
        { "c701ff", false },
        { "c8000101ff", true },
        { "c90000000101ff", true },
        { "ca00000000", true },
        { "ca000000", false },
        { "cb0000000000000000", true },
        { "cb00000000000000", false },
        { "cc00", true },
        { "cc", false },
        { "cd0000", true },
        { "ce00000000", true },
        { "cf0000000000000000", true },
        { "cf00000000000000", false },
        { "d000", true },
        { "d10000", true },
        { "d1", false },
        { "d200000000", true },
        { "d30000000000000000", true },
        { "d9", false },
        { "d90161", true },
        { "da000161", true },
        { "db0000000161", true },
        { "c50001ff", true },
        { "c600000001ff", true },
        { "dffffffffe", false },
        { "df80000000c0c0", false },
        // Each header alone fits into the bytes behind it; only their sum does not.
        { Repeat("dc07d0", 30) + Repeat("c0", 2000), false },
        // The other formats: the budget is exact at both sides.
        { "92c401ffc0", true },
        { "92c402ffc0", false },
    };

    [Theory]
    [MemberData(nameof(OwnRows))]
    [MemberData(nameof(MoreRows))]
    public void Row_IsJudgedAsExpected(string hex, bool accepted) => Judge(hex, accepted);

    [Fact]
    public void SharedVectors_AreJudgedAsExpected()
    {
        var file = FindVectors();
        if (file is null)
        {
            Assert.Skip("The shared vectors are not beside this clone; the rows above stand for them.");
        }

        using var document = JsonDocument.Parse(File.ReadAllText(file));
        var count = 0;
        foreach (var (list, accepted) in new[] { ("reject_vectors", false), ("accept_vectors", true) })
        {
            foreach (var row in document.RootElement.GetProperty(list).EnumerateArray())
            {
                Judge(Construct(row.GetProperty("construction")), accepted);
                count++;
            }
        }

        Assert.True(count >= 13);
    }

    [Theory]
    [InlineData("81c0", "add up")]
    [InlineData("ddffffffffdd00000001", "add up")]
    [InlineData("dbffffffff41", "add up")]
    [InlineData("92c402ffc0", "end inside")]
    [InlineData("92dc0000", "end inside")]
    [InlineData("9290", "add up")]
    [InlineData("c0c0", "more bytes follow")]
    [InlineData("c1", "0xc1")]
    public void Rejection_NamesItsReason(string hex, string reason) => Assert.Contains(
        reason,
        Assert.Throws<DecodeBoundsException>(() => DecodeBounds.Check(Convert.FromHexString(hex))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Rejection_ComesBeforeAnythingIsAllocated()
    {
        var bytes = Convert.FromHexString(Repeat("dc07d0", 30) + Repeat("c0", 2000));
        Assert.Throws<DecodeBoundsException>(() => DecodeBounds.Check(bytes));

        var before = GC.GetAllocatedBytesForCurrentThread();
        var thrown = false;
        try
        {
            Payload.Decode(Codecs.Array(Codecs.String), bytes);
        }
        catch (DecodeBoundsException)
        {
            thrown = true;
        }

        Assert.True(thrown);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 * 1024);
    }

    [Fact]
    public void AcceptedBytes_AllocateNothing()
    {
        var bytes = Encoded.Bytes(Codecs.Dictionary(Codecs.String, Codecs.List(Codecs.Int32)), new() { ["a"] = [1, 2, 3], ["b"] = [] });
        DecodeBounds.Check(bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        DecodeBounds.Check(bytes);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Judge(string hex, bool accepted)
    {
        var bytes = Convert.FromHexString(hex);
        var exception = Record.Exception(() => DecodeBounds.Check(bytes));
        if (accepted)
        {
            Assert.Null(exception);
        }
        else
        {
            Assert.IsType<DecodeBoundsException>(exception);
            Assert.Throws<DecodeBoundsException>(() => Payload.Decode(Codecs.String, bytes));
        }
    }

    private static string Construct(JsonElement construction)
    {
        string Part(string name) => construction.TryGetProperty(name, out var value) ? value.GetString()! : "";
        int Count(string name) => construction.TryGetProperty(name, out var value) ? value.GetInt32() : 1;
        return Repeat(Part("repeat_hex"), Count("count")) + Part("suffix_hex") + Repeat(Part("suffix_repeat_hex"), Count("suffix_count"));
    }

    private static string Repeat(string hex, int count) => string.Concat(Enumerable.Repeat(hex, count));

    private static string? FindVectors()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Cachekit.sln")))
            {
                var file = Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "vectors", "decode-bounds.json"));
                return File.Exists(file) ? file : null;
            }
        }

        return null;
    }
}
