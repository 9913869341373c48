using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Cachekit.Local;
using Cachekit.Pipeline;
using Cachekit.Storage;
using Log = Cachekit.Pipeline.Log;

namespace Cachekit.CompilerServices;

public sealed partial class MethodCache<TKey, TValue>
{
    private EntryContext ContextOf(in TKey key, string? textKey, long stamp = 0, EntryMetadata? metadata = null) =>
        _entries.IsSecret ? new EntryContext(textKey, TenantOf(in key), stamp, metadata) : new EntryContext(textKey, Tenant: null, stamp, metadata);

    /// <summary>Whose key encrypts the entry: what the key says, else what the method says, else what the runtime says.</summary>
    /// <exception cref="CacheConfigurationException">The call names no tenant.</exception>
    private string TenantOf(in TKey key)
    {
        if (key is ITenantKey tenantKey)
        {
            return tenantKey.Tenant
                ?? throw new CacheConfigurationException($"A call of '{_definition.Method}' has null as its tenant: pass the tenant, whose key encrypts the entry.");
        }

        return _definition.Tenant ?? _defaultTenant;
    }

    private void CountServedBy(int servedBy)
    {
        if (servedBy > 0)
        {
            _telemetry.ReadWithPreviousKey();
        }
    }

    /// <summary>Counts and logs an entry that could not be decrypted, and decides what happens.</summary>
    /// <param name="exception">What happened.</param>
    /// <param name="textKey">The key of the entry.</param>
    /// <param name="evict">Whether the entry has to go. One that may be forged stays where the caller is told, as evidence.</param>
    /// <returns>Whether the caller is told; otherwise it is a miss.</returns>
    private bool MustRaise(CacheEncryptionException exception, string textKey, out bool evict)
    {
        _telemetry.DecryptFailed(exception.Kind, CacheLayer.Backend);
        switch (exception.Kind)
        {
            case EncryptionErrorKind.Tampered or EncryptionErrorKind.UnknownKey:
                Log.NotAuthentic(_logger, exception, _definition.Method, exception.Kind, KeyDigest.Of(textKey));
                evict = !_policy.FailsClosed;
                return _policy.FailsClosed;
            case EncryptionErrorKind.NotEncrypted or EncryptionErrorKind.Malformed:
                Log.NotCiphertext(_logger, exception, _definition.Method, exception.Kind, KeyDigest.Of(textKey));
                evict = true;
                return false;
            default:
                // Says nothing about the entry.
                Log.DecryptionFailed(_logger, exception, _definition.Method, exception.Kind, KeyDigest.Of(textKey));
                evict = false;
                return _policy.FailsClosed;
        }
    }

    /// <summary>An exception without its cause where that may quote a secret: it comes from the value's own code, a constructor that checks its arguments for example.</summary>
    private Exception Loggable(Exception exception) =>
        _entries.IsSecret && exception is CacheSerializationException { InnerException: not null } ? new CacheSerializationException(exception.Message) : exception;

    /// <summary>Makes a value of what memory, or a flight's result, holds as bytes.</summary>
    /// <exception cref="CacheSerializationException">The bytes are no value.</exception>
    /// <exception cref="CacheEncryptionException">The bytes are no ciphertext of this process any more.</exception>
    private TValue Unpack(in TKey key, string? textKey, byte[] kept)
    {
        if (!_entries.IsSecret)
        {
            return Decode(kept);
        }

        using var entry = _entries.Open(kept, ContextOf(in key, textKey ?? _keys.Create(in key)));
        return Decode(entry.Payload);
    }

    /// <summary>Makes a value of an entry in memory; one that cannot be is dropped, and the call goes on as a miss.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryUnpack(LocalEntry<TKey, TValue> entry, [MaybeNullWhen(false)] out TValue value)
    {
        try
        {
            var startedAt = _telemetry.Start();
            value = Unpack(in entry.Key, null, entry.Payload!);
            _telemetry.Decoded(startedAt, CacheLayer.Local);
            return true;
        }
        catch (Exception exception) when (exception is CacheSerializationException or CacheEncryptionException)
        {
            if (exception is CacheEncryptionException undecryptable)
            {
                _telemetry.DecryptFailed(undecryptable.Kind, CacheLayer.Local);
            }
            else
            {
                _telemetry.Undecodable(CacheLayer.Local);
            }

            Log.LocalUndecodable(_logger, Loggable(exception), _definition.Method, Digest(in entry.Key, null));
            _store!.Remove(in entry.Key);
            value = default;
            return false;
        }
    }
}
