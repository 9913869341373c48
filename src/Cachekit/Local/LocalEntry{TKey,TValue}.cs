using System.Runtime.CompilerServices;

namespace Cachekit.Local;

/// <summary>A cached value: the object itself, or its encoded bytes when callers could change the object.</summary>
internal sealed class LocalEntry<TKey, TValue> : LocalEntry
    where TKey : struct, IEquatable<TKey>
{
    /// <summary>
    /// What an entry costs besides its value: the object's header and fields without the key (168 bytes on 64 bit), the key where it lies
    /// inside the entry, and one to two table slots of 8 bytes.
    /// </summary>
    public static readonly int Overhead = 184 + Unsafe.SizeOf<TKey>();

    /// <summary>The key. A field and not read-only, so that it is compared in place: anything else copies it on every hit.</summary>
    public TKey Key;

    /// <summary>The next entry of the same table slot. Written under the namespace's lock, followed by readers without one.</summary>
    public LocalEntry<TKey, TValue>? Next;

    private Task<TValue>? _task;

    private LocalEntry(in TKey key, TValue value, byte[]? payload, int size, in EntryTimes times, long epoch)
        : base(Unsafe.AsRef(in key).GetHashCode(), in times, epoch, size)
    {
        Key = key;
        Value = value;
        Payload = payload;
    }

    /// <summary>The value; only where <see cref="Payload"/> is null.</summary>
    public TValue Value { get; }

    /// <summary>The encoded value, when every caller gets a copy of its own.</summary>
    public byte[]? Payload { get; }

    /// <summary>A completed task with <see cref="Value"/>, made at the first call and kept.</summary>
    public Task<TValue> CompletedTask => _task ?? CreateTask();

    /// <summary>What the value came with, where it came with something.</summary>
    public ValueDetails? Details { get; init; }

    /// <summary>An entry that keeps the object.</summary>
    /// <param name="key">The key; it must not change any more.</param>
    /// <param name="value">The value; deeply immutable.</param>
    /// <param name="size">Bytes of the value and of everything that the key refers to.</param>
    /// <param name="times">Its times.</param>
    /// <param name="epoch">The epoch taken before the value was read or computed.</param>
    /// <param name="details">What the value came with.</param>
    public static LocalEntry<TKey, TValue> ForValue(in TKey key, TValue value, long size, in EntryTimes times, long epoch, ValueDetails? details = null) =>
        new(in key, value, null, WithOverhead(size), in times, epoch) { Details = details };

    /// <summary>An entry that keeps the object and is fresh to its end.</summary>
    /// <inheritdoc cref="ForValue(in TKey, TValue, long, in EntryTimes, long, ValueDetails?)"/>
    public static LocalEntry<TKey, TValue> ForValue(in TKey key, TValue value, long size, long expiresAt, long epoch) =>
        ForValue(in key, value, size, EntryTimes.Until(expiresAt), epoch);

    /// <summary>An entry that keeps the encoded value.</summary>
    /// <param name="key">The key; it must not change any more.</param>
    /// <param name="payload">The encoded value; it must not change any more.</param>
    /// <param name="keySize">Bytes of everything that the key refers to.</param>
    /// <param name="times">Its times.</param>
    /// <param name="epoch">The epoch taken before the value was read or computed.</param>
    /// <param name="details">What the value came with.</param>
    public static LocalEntry<TKey, TValue> ForPayload(in TKey key, byte[] payload, long keySize, in EntryTimes times, long epoch, ValueDetails? details = null) =>
        new(in key, default!, payload, WithOverhead(payload.Length + ArrayOverhead + keySize), in times, epoch) { Details = details };

    /// <summary>An entry that keeps the encoded value and is fresh to its end.</summary>
    /// <inheritdoc cref="ForPayload(in TKey, byte[], long, in EntryTimes, long, ValueDetails?)"/>
    public static LocalEntry<TKey, TValue> ForPayload(in TKey key, byte[] payload, long keySize, long expiresAt, long epoch) =>
        ForPayload(in key, payload, keySize, EntryTimes.Until(expiresAt), epoch);

    private const int ArrayOverhead = 24;

    private static int WithOverhead(long size) => (int)Math.Min(int.MaxValue, size + Overhead);

    private Task<TValue> CreateTask() => _task = Task.FromResult(Value);
}
