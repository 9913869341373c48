using Cachekit.Pipeline;
using Microsoft.Extensions.Logging;

namespace Cachekit.AspNetCore;

/// <summary>Reads and changes entries in the backend.</summary>
internal sealed class EntryStore(ICacheBackend backend, TimeProvider time, ILogger logger) : IDisposable
{
    private readonly EntryGates _gates = new();

    public ICacheBackend Backend => backend;

    /// <returns>The entry, which the caller disposes of, or <see langword="null"/>.</returns>
    public async ValueTask<StoredEntry?> FindAsync(string storageKey, CancellationToken cancellationToken)
    {
        var value = await backend.GetAsync(storageKey, cancellationToken).ConfigureAwait(false);
        if (!value.Found)
        {
            return null;
        }

        if (!EntryRecord.TryReadHeader(value.Bytes.Span, out var times))
        {
            value.Dispose();
            ServerLog.NotARecord(logger, KeyDigest.Of(storageKey));
            return null;
        }

        // Backends may keep an entry a little longer than they were asked to.
        var now = time.GetUtcNow();
        if (times.IsGone(now))
        {
            value.Dispose();
            return null;
        }

        return new StoredEntry(value, times, now);
    }

    public async ValueTask WriteAsync(string storageKey, EntryBuffer value, TtlHeaders life, CancellationToken cancellationToken)
    {
        var gate = await _gates.EnterAsync(storageKey, cancellationToken).ConfigureAwait(false);
        try
        {
            var now = time.GetUtcNow();
            var times = EntryTimes.Starting(now, life.Ttl, life.StaleTtl);
            await backend.SetAsync(storageKey, value.Complete(times), times.Life(now), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            gate.Release();
        }
    }

    public async ValueTask DeleteAsync(string storageKey, CancellationToken cancellationToken)
    {
        var gate = await _gates.EnterAsync(storageKey, cancellationToken).ConfigureAwait(false);
        try
        {
            await backend.DeleteAsync(storageKey, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Gives a fresh entry a new life and keeps its stale window.</summary>
    public async ValueTask<RenewalOutcome> RenewAsync(string storageKey, int ttl, CancellationToken cancellationToken)
    {
        var gate = await _gates.EnterAsync(storageKey, cancellationToken).ConfigureAwait(false);
        try
        {
            using var entry = await FindAsync(storageKey, cancellationToken).ConfigureAwait(false);
            if (entry is null)
            {
                return RenewalOutcome.Absent;
            }

            if (!entry.Times.IsFresh(entry.Now))
            {
                return RenewalOutcome.Stale;
            }

            if (ttl + entry.Times.StaleTtl > ServerLimits.MaxTtl)
            {
                return RenewalOutcome.TooLong;
            }

            var times = EntryTimes.Starting(entry.Now, ttl, entry.Times.StaleTtl);
            using var buffer = new EntryBuffer(entry.Bytes.Length);
            entry.Bytes.CopyTo(buffer.Free);
            buffer.Advance(entry.Bytes.Length);
            await backend.SetAsync(storageKey, buffer.Complete(times), times.Life(entry.Now), cancellationToken).ConfigureAwait(false);
            return RenewalOutcome.Renewed;
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => _gates.Dispose();
}
