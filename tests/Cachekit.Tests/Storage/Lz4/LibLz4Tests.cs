namespace Cachekit.Tests.Storage.Lz4;

public sealed class LibLz4Tests
{
    private static readonly int[] Lengths = [0, 1, 5, 12, 13, 14, 15, 20, 31, 64, 270, 1000, 5000, 65_535, 65_536, 65_537, 150_000];

    [Fact]
    public async Task BlocksOfTheLibrary_AreRead()
    {
        byte[][] sources = [.. Sources(), Samples.Json(2 << 20)];
        var cases = (from source in sources from mode in LibLz4.Modes select (Source: source, Mode: mode)).ToList();
        var blocks = await LibLz4.RunAsync([.. cases.Select(static c => LibLz4.Compress(c.Mode, c.Source))], TestContext.Current.CancellationToken);
        for (var i = 0; i < cases.Count; i++)
        {
            AssertSame(cases[i].Source, Guarded.Decode(blocks[i], cases[i].Source.Length));
        }
    }

    [Fact]
    public async Task BlocksOfOurs_AreReadByTheLibrary()
    {
        byte[][] sources = [.. Sources(), Samples.Json(2 << 20)];
        var cases = (from source in sources from level in new[] { 0, 1, 3, 6, 7, 9 } select (Source: source, Block: Guarded.Encode(source, level))).ToList();
        var answers = await LibLz4.RunAsync([.. cases.Select(static c => LibLz4.Decompress(c.Source.Length, c.Block))], TestContext.Current.CancellationToken);
        for (var i = 0; i < cases.Count; i++)
        {
            AssertSame(cases[i].Source, answers[i]);
        }
    }

    [Fact]
    public async Task BrokenBlocksThatTheLibraryReads_GiveTheSameBytes()
    {
        var random = new Random(4);
        var cases = new List<(int Size, byte[] Block)>();
        foreach (var source in Sources().Where(static source => source.Length is > 5 and <= 1000))
        {
            for (var round = 0; round < 60; round++)
            {
                var block = Guarded.Encode(source, round % 10);
                block[random.Next(block.Length)] = (byte)random.Next(256);
                cases.Add((source.Length, block));
            }
        }

        var answers = await LibLz4.RunAsync([.. cases.Select(static c => LibLz4.Decompress(c.Size, c.Block))], TestContext.Current.CancellationToken);
        var read = 0;
        for (var i = 0; i < cases.Count; i++)
        {
            // The library also reads what is shorter than expected, and refuses what its own writers never make.
            var (size, block) = cases[i];
            if (answers[i] is { } expected && expected.Length == size)
            {
                AssertSame(expected, Guarded.Decode(block, size));
                read++;
            }
        }

        Assert.InRange(read, 100, cases.Count - 100);
    }

    private static IEnumerable<byte[]> Sources() => from name in Samples.Names from length in Lengths select Samples.Get(name, length);

    private static void AssertSame(byte[] expected, byte[]? actual) =>
        Assert.True(actual is not null && expected.AsSpan().SequenceEqual(actual), $"{expected.Length} bytes did not come back.");
}
