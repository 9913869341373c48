using System.Buffers.Binary;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Cachekit.Hashing;

/// <summary>
/// BLAKE2b (RFC 7693), unkeyed, with any digest length. The class library has none; a package could replace this type.
/// </summary>
/// <remarks>The digest length is part of the parameter block, so a shorter digest is not a prefix of a longer one.</remarks>
internal static class Blake2b
{
    private const int BlockSize = 128;
    private const int Rounds = 12;

    // Constants and no span of eight: code that is not optimised yet allocates for each use of such a span.
    private const ulong Iv0 = 0x6A09E667F3BCC908;
    private const ulong Iv1 = 0xBB67AE8584CAA73B;
    private const ulong Iv2 = 0x3C6EF372FE94F82B;
    private const ulong Iv3 = 0xA54FF53A5F1D36F1;
    private const ulong Iv4 = 0x510E527FADE682D1;
    private const ulong Iv5 = 0x9B05688C2B3E6C1F;
    private const ulong Iv6 = 0x1F83D9ABFB41BD6B;
    private const ulong Iv7 = 0x5BE0CD19137E2179;

    // The message schedule; rounds 10 and 11 repeat 0 and 1.
    private static ReadOnlySpan<byte> Sigma =>
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3,
        11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4,
        7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8,
        9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13,
        2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9,
        12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11,
        13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10,
        6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5,
        10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3,
    ];

    /// <summary>Hashes a message into a digest of the destination's length.</summary>
    /// <param name="message">The message, of any length.</param>
    /// <param name="digest">Receives the digest; 1 to 64 bytes.</param>
    public static void Hash(ReadOnlySpan<byte> message, Span<byte> digest)
    {
        Debug.Assert(digest.Length is >= 1 and <= 64, "BLAKE2b digests have 1 to 64 bytes.");

        Span<ulong> state = [Iv0 ^ 0x01010000UL ^ (uint)digest.Length, Iv1, Iv2, Iv3, Iv4, Iv5, Iv6, Iv7];

        ulong counter = 0;
        while (message.Length > BlockSize)
        {
            counter += BlockSize;
            Compress(state, message[..BlockSize], counter, last: false);
            message = message[BlockSize..];
        }

        Span<byte> block = stackalloc byte[BlockSize];
        block.Clear();
        message.CopyTo(block);
        Compress(state, block, counter + (uint)message.Length, last: true);

        if (BitConverter.IsLittleEndian)
        {
            MemoryMarshal.AsBytes(state)[..digest.Length].CopyTo(digest);
            return;
        }

        Span<byte> bytes = stackalloc byte[64];
        for (var i = 0; i < state.Length; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes[(i * 8)..], state[i]);
        }

        bytes[..digest.Length].CopyTo(digest);
    }

    private static void Compress(Span<ulong> state, ReadOnlySpan<byte> block, ulong counter, bool last)
    {
        Span<ulong> message = stackalloc ulong[16];
        for (var i = 0; i < message.Length; i++)
        {
            message[i] = BinaryPrimitives.ReadUInt64LittleEndian(block[(i * 8)..]);
        }

        ulong v0 = state[0], v1 = state[1], v2 = state[2], v3 = state[3], v4 = state[4], v5 = state[5], v6 = state[6], v7 = state[7];
        ulong v8 = Iv0, v9 = Iv1, v10 = Iv2, v11 = Iv3;
        ulong v12 = Iv4 ^ counter, v13 = Iv5, v14 = last ? ~Iv6 : Iv6, v15 = Iv7;

        for (var round = 0; round < Rounds; round++)
        {
            var order = Sigma.Slice(round * 16, 16);
            Mix(ref v0, ref v4, ref v8, ref v12, message[order[0]], message[order[1]]);
            Mix(ref v1, ref v5, ref v9, ref v13, message[order[2]], message[order[3]]);
            Mix(ref v2, ref v6, ref v10, ref v14, message[order[4]], message[order[5]]);
            Mix(ref v3, ref v7, ref v11, ref v15, message[order[6]], message[order[7]]);
            Mix(ref v0, ref v5, ref v10, ref v15, message[order[8]], message[order[9]]);
            Mix(ref v1, ref v6, ref v11, ref v12, message[order[10]], message[order[11]]);
            Mix(ref v2, ref v7, ref v8, ref v13, message[order[12]], message[order[13]]);
            Mix(ref v3, ref v4, ref v9, ref v14, message[order[14]], message[order[15]]);
        }

        state[0] ^= v0 ^ v8;
        state[1] ^= v1 ^ v9;
        state[2] ^= v2 ^ v10;
        state[3] ^= v3 ^ v11;
        state[4] ^= v4 ^ v12;
        state[5] ^= v5 ^ v13;
        state[6] ^= v6 ^ v14;
        state[7] ^= v7 ^ v15;
    }

    private static void Mix(ref ulong a, ref ulong b, ref ulong c, ref ulong d, ulong x, ulong y)
    {
        a += b + x;
        d = BitOperations.RotateRight(d ^ a, 32);
        c += d;
        b = BitOperations.RotateRight(b ^ c, 24);
        a += b + y;
        d = BitOperations.RotateRight(d ^ a, 16);
        c += d;
        b = BitOperations.RotateRight(b ^ c, 63);
    }
}
