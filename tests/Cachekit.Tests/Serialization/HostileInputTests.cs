using Cachekit.Serialization;

namespace Cachekit.Tests.Serialization;

/// <summary>Bytes from a backend may be anything: every codec answers with a value or with the one exception, and with little memory.</summary>
public sealed class HostileInputTests
{
    // A decoded object is larger than the byte that asks for it: an empty concurrent queue takes hundreds of bytes of its own.
    private const int BytesPerByte = 256;
    private const int BytesPerValue = 64 * 1024;

    public static TheoryData<string> Names => [.. CodecCases.All.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void CutPayload_IsRefused(string name)
    {
        var codec = Case(name);
        foreach (var payload in codec.Payloads)
        {
            for (var length = 0; length < payload.Length; length++)
            {
                Assert.True(Refused(codec, payload.AsSpan(0, length)), $"{name}: {Convert.ToHexString(payload)} cut to {length} bytes was accepted");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void PayloadWithMoreBytes_IsRefused(string name)
    {
        var codec = Case(name);
        Assert.All(codec.Payloads, payload => Assert.True(Refused(codec, [.. payload, 0xc0])));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ChangedByte_GivesAValueOrARefusal(string name)
    {
        var codec = Case(name);
        foreach (var payload in codec.Payloads)
        {
            for (var i = 0; i < payload.Length; i++)
            {
                for (var value = 0; value <= byte.MaxValue; value += payload.Length > 64 ? 7 : 1)
                {
                    byte[] changed = [.. payload];
                    changed[i] = (byte)value;
                    Refused(codec, changed);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void RandomMutations_GiveAValueOrARefusal(string name)
    {
        var codec = Case(name);
        var random = new Random(name.Length * 7919);
        for (var round = 0; round < 500; round++)
        {
            var bytes = new List<byte>(codec.Payloads[random.Next(codec.Payloads.Count)]);
            for (var edits = random.Next(1, 4); edits > 0; edits--)
            {
                var at = random.Next(bytes.Count + 1);
                switch (random.Next(3))
                {
                    case 0:
                        bytes.Insert(at, Header(random));
                        break;
                    case 1 when at < bytes.Count:
                        bytes.RemoveAt(at);
                        break;
                    default:
                        bytes[Math.Min(at, bytes.Count - 1)] = Header(random);
                        break;
                }

                if (bytes.Count == 0)
                {
                    bytes.Add(0xc0);
                }
            }

            Refused(codec, [.. bytes]);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void RandomBytes_GiveAValueOrARefusal(string name)
    {
        var codec = Case(name);
        var random = new Random(name.Length * 104729);
        for (var round = 0; round < 500; round++)
        {
            var bytes = new byte[random.Next(40)];
            for (var i = 0; i < bytes.Length; i++)
            {
                bytes[i] = Header(random);
            }

            Refused(codec, bytes);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void HugeClaims_GetNoMemory(string name)
    {
        var codec = Case(name);
        byte[][] claims =
        [
            [0xdd, 0x7f, 0xff, 0xff, 0xff, 0xc0], [0xdd, 0xff, 0xff, 0xff, 0xff], [0xdf, 0x7f, 0xff, 0xff, 0xff, 0xc0],
            [0xdf, 0x80, 0x00, 0x00, 0x00], [0xdb, 0xff, 0xff, 0xff, 0xff], [0xdb, 0x7f, 0xff, 0xff, 0xff, 0x41], [0xc6, 0xff, 0xff, 0xff, 0xff],
            [0x91, 0xdd, 0x7f, 0xff, 0xff, 0xff], [0x81, 0xa1, 0x61, 0xdd, 0x7f, 0xff, 0xff, 0xff], [0x92, 0x92, 0xce, 0x7f, 0xff, 0xff, 0xff, 0x01, 0xdd, 0x7f, 0xff, 0xff, 0xff],
        ];
        foreach (var claim in claims)
        {
            Assert.True(Refused(codec, claim));
        }
    }

    [Fact]
    public void ClaimThatTheBytesCouldHold_GetsMemoryOnlyForItemsThatCome()
    {
        // A million items would fit into a million bytes; each would take 16 bytes here, but the second one is no decimal.
        var bytes = new byte[1_000_006];
        bytes[0] = 0xdd;
        bytes[2] = 0x0f;
        bytes[3] = 0x42;
        bytes[4] = 0x40;
        bytes[5] = 0xa1;
        bytes[6] = (byte)'1';
        foreach (var decode in new Action[]
        {
            () => Payload.Decode(Codecs.Array(Codecs.KeyValuePair(Codecs.Decimal, Codecs.KeyValuePair(Codecs.Decimal, Codecs.Decimal))), bytes),
            () => Payload.Decode(Codecs.List(Codecs.Decimal), bytes),
            () => Payload.Decode(Codecs.HashSet(Codecs.Decimal), bytes),
            () => Payload.Decode(Codecs.ImmutableArray(Codecs.Decimal), bytes),
        })
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Throws<CacheSerializationException>(decode);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (5 * bytes.Length) + BytesPerValue);
        }

        // The probe sees such a buffer.
        var start = GC.GetAllocatedBytesForCurrentThread();
        GC.KeepAlive(new decimal[1_000_000]);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - start, 16_000_000, long.MaxValue);
    }

    private static CodecCase Case(string name) => CodecCases.All.Single(c => c.Name == name);

    // Half of the bytes are headers: plain random bytes are mostly small integers and do not get far.
    private static byte Header(Random random) => (byte)(random.Next(2) == 0 ? random.Next(0x80, 0xe0) : random.Next(256));

    /// <summary>Decodes with and without the walk over the headers; anything but a value or a refusal fails the test.</summary>
    private static bool Refused(CodecCase codec, ReadOnlySpan<byte> bytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var refused = false;
        try
        {
            codec.Decode(bytes);
        }
        catch (CacheSerializationException exception)
        {
            Assert.False(string.IsNullOrWhiteSpace(exception.Message));
            refused = true;
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, BytesPerValue + (BytesPerByte * bytes.Length));

        before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            codec.DecodeUnchecked(bytes);
        }
        catch (CacheSerializationException)
        {
            // The codecs hold without the walk too; it only bounds what nested claims add up to.
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, BytesPerValue + (BytesPerByte * bytes.Length));
        return refused;
    }
}
