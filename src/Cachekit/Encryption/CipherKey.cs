using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Cachekit.Encryption;

/// <summary>The key of one tenant, derived once, and the platform's ciphers that were set up with it.</summary>
/// <remarks>
/// <see cref="AesGcm"/> must not be used by two threads at once, and setting one up costs more than encrypting a kilobyte. So each processor has
/// a slot for one: a call takes it out, uses it alone, and puts it back. Slots are a cache line apart and are taken with one exchange;
/// when all are empty a new one is set up, and what finds no free slot afterwards is dropped.
/// </remarks>
internal sealed class CipherKey : IDisposable
{
    internal const int TagSize = 16;

    private const int MaxSlots = 16;

    private static readonly int SlotCount = Math.Clamp(Environment.ProcessorCount, 2, MaxSlots);

    private readonly Slot[] _slots = new Slot[SlotCount];
    private readonly SecretKey _key;
    private volatile bool _disposed;

    /// <param name="key">The derived key; it is disposed of with this one.</param>
    internal CipherKey(SecretKey key)
    {
        _key = key;
        Fingerprint = key.Fingerprint();
    }

    internal byte[] Fingerprint { get; }

    /// <summary>The key itself, for tests.</summary>
    internal SecretKey Key => _key;

    /// <summary>A cipher for the caller alone, until it gives it back.</summary>
    /// <exception cref="ObjectDisposedException">The key has been zeroed.</exception>
    internal AesGcm Rent()
    {
        var slots = _slots;
        var first = FirstSlot();
        for (var i = 0; i < slots.Length; i++)
        {
            ref var slot = ref slots[(first + i) % slots.Length].Aes;
            if (Volatile.Read(ref slot) is not null && Interlocked.Exchange(ref slot, null) is { } aes)
            {
                return aes;
            }
        }

        return _key.CreateAes(TagSize);
    }

    internal void Return(AesGcm aes)
    {
        var slots = _slots;
        var first = FirstSlot();
        for (var i = 0; i < slots.Length; i++)
        {
            ref var slot = ref slots[(first + i) % slots.Length].Aes;
            if (Volatile.Read(ref slot) is null && Interlocked.CompareExchange(ref slot, aes, null) is null)
            {
                // Whoever disposes sets the mark first and empties the slots then, so one of the two sees this cipher.
                if (_disposed)
                {
                    Drain();
                }

                return;
            }
        }

        aes.Dispose();
    }

    public void Dispose()
    {
        _disposed = true;
        _key.Dispose();
        Drain();
    }

    private static int FirstSlot() => (int)((uint)Thread.GetCurrentProcessorId() % SlotCount);

    private void Drain()
    {
        for (var i = 0; i < _slots.Length; i++)
        {
            Interlocked.Exchange(ref _slots[i].Aes, null)?.Dispose();
        }
    }

    [StructLayout(LayoutKind.Explicit, Size = 64)]
    private struct Slot
    {
        [FieldOffset(0)]
        public AesGcm? Aes;
    }
}
