using System.IO.Compression;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Cachekit.Storage.Lz4;

namespace Cachekit.Benchmarks.Storage;

/// <summary>What does compression cost, compared to the fastest level of the class library's Brotli?</summary>
/// <remarks>
/// Times are for one text of 64 KiB. There are sixteen of them: with a single one the processor learns its branches by heart, and shows
/// times that no program sees. The set-up prints the sizes.
/// </remarks>
[MemoryDiagnoser]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class Lz4Benchmarks
{
    private const int Texts = 16;
    private const int Size = 64 * 1024;
    private const int BrotliFastest = 1;
    private const int BrotliWindow = 16;

    private readonly byte[][] _texts = [.. Enumerable.Range(1, Texts).Select(static seed => JsonTexts.Create(seed, Size))];
    private readonly byte[] _block = new byte[Lz4Block.MaxEncodedSize(Size)];
    private readonly byte[] _text = new byte[Size];
    private byte[][] _brotli = null!;
    private byte[][] _level1 = null!;
    private byte[][] _level6 = null!;
    private byte[][] _level9 = null!;

    [GlobalSetup]
    public void Setup()
    {
        _brotli = Compress("Brotli, fastest", text => BrotliEncoder.TryCompress(text, _block, out var written, BrotliFastest, BrotliWindow) ? written : 0);
        _level1 = Compress("LZ4, level 1", text => Lz4Block.Encode(text, _block, 1));
        _level6 = Compress("LZ4, level 6", text => Lz4Block.Encode(text, _block, 6));
        _level9 = Compress("LZ4, level 9", text => Lz4Block.Encode(text, _block, 9));
    }

    [BenchmarkCategory("compress"), Benchmark(Baseline = true, OperationsPerInvoke = Texts)]
    public int Compress_BrotliFastest()
    {
        var sum = 0;
        foreach (var text in _texts)
        {
            BrotliEncoder.TryCompress(text, _block, out var written, BrotliFastest, BrotliWindow);
            sum += written;
        }

        return sum;
    }

    [BenchmarkCategory("compress"), Benchmark(OperationsPerInvoke = Texts)]
    public int Compress_Level1() => Encode(1);

    [BenchmarkCategory("compress"), Benchmark(OperationsPerInvoke = Texts)]
    public int Compress_Level6() => Encode(6);

    [BenchmarkCategory("compress"), Benchmark(OperationsPerInvoke = Texts)]
    public int Compress_Level9() => Encode(9);

    [BenchmarkCategory("decompress"), Benchmark(Baseline = true, OperationsPerInvoke = Texts)]
    public int Decompress_BrotliFastest()
    {
        var sum = 0;
        foreach (var compressed in _brotli)
        {
            BrotliDecoder.TryDecompress(compressed, _text, out var written);
            sum += written;
        }

        return sum;
    }

    [BenchmarkCategory("decompress"), Benchmark(OperationsPerInvoke = Texts)]
    public int Decompress_Level1() => Decode(_level1);

    [BenchmarkCategory("decompress"), Benchmark(OperationsPerInvoke = Texts)]
    public int Decompress_Level6() => Decode(_level6);

    [BenchmarkCategory("decompress"), Benchmark(OperationsPerInvoke = Texts)]
    public int Decompress_Level9() => Decode(_level9);

    private int Encode(int level)
    {
        var sum = 0;
        foreach (var text in _texts)
        {
            sum += Lz4Block.Encode(text, _block, level);
        }

        return sum;
    }

    private int Decode(byte[][] blocks)
    {
        var sum = 0;
        foreach (var block in blocks)
        {
            sum += Lz4Block.TryDecode(block, _text) ? 1 : 0;
        }

        return sum;
    }

    private byte[][] Compress(string name, Func<byte[], int> compress)
    {
        byte[][] compressed = [.. _texts.Select(text => _block.AsSpan(0, compress(text)).ToArray())];
        Console.WriteLine($"// {name}: {Texts * Size} -> {compressed.Sum(static bytes => bytes.Length)} bytes");
        return compressed;
    }
}
