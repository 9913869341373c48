using System.Buffers.Binary;

namespace Cachekit.Encryption;

/// <summary>
/// The nonces of one cipher: 8 bytes of an instance id that no other has, and 4 bytes that count up. A nonce that is used twice under one key gives
/// both texts away, so there is an error at the end of the count, and a new instance id in a copied process.
/// </summary>
internal sealed class NonceSource
{
    internal const int Size = 12;

    /// <summary>How many nonces there are: the last value of the counter is never used.</summary>
    internal const long Budget = uint.MaxValue;

    /// <summary>Fewer nonces than this are a reason to warn: a sixteenth of the budget.</summary>
    internal const long LowWater = Budget / 16;

    private readonly InstanceIds _ids;
    private NonceRun _run;

    /// <param name="ids">Where instance ids come from.</param>
    /// <param name="first">The first counter; only tests begin near the end.</param>
    internal NonceSource(InstanceIds ids, long first = 0)
    {
        _ids = ids;
        _run = ids.Begin(first);
    }

    internal long Remaining
    {
        get
        {
            var run = Volatile.Read(ref _run);
            return _ids.IsOfThisProcess(run) ? Math.Max(0, Budget - Volatile.Read(ref run.Next)) : Budget;
        }
    }

    /// <param name="nonce">Receives the nonce, 12 bytes.</param>
    /// <exception cref="CacheEncryptionException">All nonces have been used.</exception>
    internal void Next(Span<byte> nonce)
    {
        var run = Volatile.Read(ref _run);
        if (!_ids.IsOfThisProcess(run))
        {
            Interlocked.CompareExchange(ref _run, _ids.Begin(0), run);
            run = Volatile.Read(ref _run);
        }

        var count = Interlocked.Increment(ref run.Next) - 1;
        if (count >= Budget)
        {
            throw EncryptionErrors.NoncesExhausted();
        }

        BinaryPrimitives.WriteUInt64BigEndian(nonce, run.Instance);
        BinaryPrimitives.WriteUInt32BigEndian(nonce[sizeof(ulong)..], (uint)count);
    }
}
