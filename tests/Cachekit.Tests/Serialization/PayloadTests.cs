using Cachekit.Serialization;

namespace Cachekit.Tests.Serialization;

public sealed class PayloadTests
{
    [Fact]
    public void Payload_ExposesExactlyTheEncodedBytes()
    {
        using var payload = Payload.Encode(Codecs.String, "abc");
        Assert.Equal(4, payload.Length);
        Assert.Equal("a3616263", Convert.ToHexStringLower(payload.Span));
        Assert.Equal("a3616263", Convert.ToHexStringLower(payload.Memory.Span));
        Assert.Equal("a3616263", Convert.ToHexStringLower(payload.ToArray()));
    }

    [Fact]
    public void DisposedPayload_RefusesToShowItsBytes()
    {
        var payload = Payload.Encode(Codecs.String, "abc");
        payload.Dispose();
        payload.Dispose();
        Assert.Throws<ObjectDisposedException>(() => payload.Memory);
        Assert.Throws<ObjectDisposedException>(payload.ToArray);
    }

    [Fact]
    public void SecondDisposal_DoesNotReturnTheBufferAgain()
    {
        var first = Payload.Encode(Codecs.Int32, 1);
        first.Dispose();
        var second = Payload.Encode(Codecs.Int32, 2);
        first.Dispose();
        var third = Payload.Encode(Codecs.Int32, 3);
        Assert.Equal([2], second.ToArray());
        Assert.Equal([3], third.ToArray());
        second.Dispose();
        third.Dispose();
    }

    [Fact]
    public void CodecThatWritesNothing_GivesAnEmptyPayload()
    {
        using var payload = Payload.Encode(new Faulty(null), 0);
        Assert.Equal(0, payload.Length);
        Assert.True(payload.Memory.IsEmpty);
    }

    [Theory]
    [InlineData("0102")]
    [InlineData("01c1")]
    public void BytesBehindTheValue_AreRefused(string hex) => Assert.Contains("more bytes follow", Encoded.Refusal(Codecs.Int32, hex), StringComparison.Ordinal);

    [Fact]
    public void CodecThatStopsEarly_IsRefused() =>
        Assert.Contains("more bytes follow", Encoded.Refusal(new Faulty(null), "910a"), StringComparison.Ordinal);

    [Fact]
    public void AnythingThrownWhileDecoding_BecomesASerializationException()
    {
        foreach (var cause in new Exception[] { new OverflowException(), new ArgumentException("x"), new FormatException(), new InvalidOperationException(), new KeyNotFoundException() })
        {
            var exception = Assert.Throws<CacheSerializationException>(() => Encoded.Decode(new Faulty(cause), "01"));
            Assert.Same(cause, exception.InnerException);
            Assert.Contains(cause.GetType().Name, exception.Message, StringComparison.Ordinal);
            Assert.Contains("System.Int32", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void AnythingThrownWhileEncoding_BecomesASerializationException()
    {
        var cause = new InvalidOperationException();
        var exception = Assert.Throws<CacheSerializationException>(() => Encoded.Bytes(new Faulty(cause), 1));
        Assert.Same(cause, exception.InnerException);
    }

    [Fact]
    public void SerializationExceptions_AreNotWrapped()
    {
        var cause = new CacheSerializationException("mine");
        Assert.Same(cause, Assert.Throws<CacheSerializationException>(() => Encoded.Bytes(new Faulty(cause), 1)));
        Assert.Same(cause, Assert.Throws<CacheSerializationException>(() => Encoded.Decode(new Faulty(cause), "01")));
    }

    [Fact]
    public void OutOfMemory_IsNobodysMistakeAndPasses()
    {
        Assert.Throws<InsufficientMemoryException>(() => Encoded.Bytes(new Faulty(new InsufficientMemoryException()), 1));
        Assert.Throws<InsufficientMemoryException>(() => Encoded.Decode(new Faulty(new InsufficientMemoryException()), "01"));
    }

    private sealed class Faulty(Exception? fault) : ValueCodec<int>
    {
        public override void Write(ref MessagePackWriter writer, int value)
        {
            if (fault is not null)
            {
                writer.WriteInt64(value);
                throw fault;
            }
        }

        public override int Read(ref MessagePackReader reader) => fault is null ? reader.ReadArrayHeader() : throw fault;
    }
}
