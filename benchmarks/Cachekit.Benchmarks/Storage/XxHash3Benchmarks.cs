using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using Cachekit.Hashing;

namespace Cachekit.Benchmarks.Storage;

/// <summary>What does the checksum of a value cost, compared to a hash that the class library has?</summary>
public class XxHash3Benchmarks
{
    private readonly byte[] _digest = new byte[SHA256.HashSizeInBytes];
    private byte[] _data = [];

    [Params(16, 256, 4096, 65536)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _data = new byte[Size];
        new Random(1).NextBytes(_data);
    }

    [Benchmark(Baseline = true)]
    public int Sha256() => SHA256.HashData(_data, _digest);

    [Benchmark]
    public int HashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(_data);
        return hash.ToHashCode();
    }

    [Benchmark]
    public ulong XxHash3_Best() => XxHash3.Hash(_data);

    [Benchmark]
    public ulong XxHash3_Vector128() => XxHash3.Hash(_data, XxHash3Path.Vector128);

    [Benchmark]
    public ulong XxHash3_Scalar() => XxHash3.Hash(_data, XxHash3Path.Scalar);
}
