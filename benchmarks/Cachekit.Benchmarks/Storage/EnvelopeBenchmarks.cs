using System.Text;
using BenchmarkDotNet.Attributes;
using Cachekit.Protocol;
using Cachekit.Storage;

namespace Cachekit.Benchmarks.Storage;

/// <summary>What does the envelope around a value of 1 KiB cost, compared to a plain copy?</summary>
[MemoryDiagnoser]
public class EnvelopeBenchmarks
{
    private const int Size = 1024;

    private readonly byte[] _payload = Encoding.UTF8.GetBytes(Text()[..Size]);
    private readonly byte[] _opened = new byte[Size];
    private byte[] _room = [];
    private byte[] _envelope = [];
    private byte[] _container = [];

    [GlobalSetup]
    public void Setup()
    {
        _room = new byte[EnvelopeWriter.MaxSize(Size)];
        _envelope = Envelope.Write(_payload);
        _container = InteropContainer.Write(_payload);
    }

    [Benchmark(Baseline = true)]
    public byte[] Copy() => _payload.AsSpan().ToArray();

    [Benchmark]
    public byte[] Write() => Envelope.Write(_payload);

    [Benchmark]
    public byte[] Open() => Envelope.Open(_envelope);

    [Benchmark]
    public int Write_IntoABuffer() => EnvelopeWriter.Write(_payload, _room, 6);

    [Benchmark]
    public int Open_IntoABuffer()
    {
        var reader = EnvelopeReader.Open(_envelope);
        reader.Read(_opened);
        return reader.OriginalSize;
    }

    [Benchmark]
    public byte[] WriteContainer() => InteropContainer.Write(_payload);

    [Benchmark]
    public byte[] OpenContainer() => InteropContainer.Open(_container);

    private static string Text() => string.Concat(Enumerable.Range(0, 20).Select(static i =>
        FormattableString.Invariant($$"""{"id":{{i * 7919}},"name":"customer {{i}}","city":"town {{i * 31 % 17}}","active":true},""")));
}
