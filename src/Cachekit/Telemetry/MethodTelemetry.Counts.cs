using Cachekit.Local;

namespace Cachekit.Telemetry;

internal sealed partial class MethodTelemetry
{
    private const long Never = long.MinValue;

    private static readonly int Layers = Enum.GetValues<CacheLayer>().Length;

    private readonly long[] _counts = new long[(int)MethodCounter.Count];
    private readonly long[] _skipped = new long[Enum.GetValues<RefreshSkipReason>().Length];
    private readonly long[] _locks = new long[Enum.GetValues<LockOutcome>().Length];
    private readonly long[] _invalidations = new long[Enum.GetValues<InvalidationScope>().Length * 2];
    private readonly long[] _decryptFailures = new long[Enum.GetValues<EncryptionErrorKind>().Length * Layers];
    private long _lastOperation = Never;
    private long _noticedHits;
    private long _freshLocalHits;

    /// <summary>Calls that memory answered.</summary>
    internal long LocalHits => (Store?.Hits ?? 0) + Read(MethodCounter.SharedLocalHits);

    internal long RefreshesSkippedInAll => _skipped.Sum();

    internal long InvalidationsInAll => _invalidations.Sum();

    internal long DecryptFailuresInAll => _decryptFailures.Sum();

    /// <summary>
    /// When the method last did something: exactly for calls that memory did not answer, and within the period of <see cref="Pipeline.SweepTimer"/> for the others,
    /// which have no time to look at a clock.
    /// </summary>
    internal DateTimeOffset? LastOperationAt
    {
        get
        {
            NoticeHits();
            var last = Volatile.Read(ref _lastOperation);
            return last == Never ? null : _timeProvider.GetUtcNow() - TimeSpan.FromMilliseconds(Math.Max(0, _clock.NowMilliseconds - last));
        }
    }

    /// <summary>How long reads of the backend took that did not fail.</summary>
    internal TimeSpan? AverageBackendLatency =>
        Read(MethodCounter.BackendReads) is > 0 and var reads ? TimeSpan.FromTicks(Read(MethodCounter.BackendReadTicks) / reads) : null;

    /// <summary>One of the numbers.</summary>
    internal long Read(MethodCounter counter) => Volatile.Read(ref _counts[(int)counter]);

    internal long RefreshesSkipped(RefreshSkipReason reason) => Volatile.Read(ref _skipped[(int)reason]);

    internal long Locks(LockOutcome outcome) => Volatile.Read(ref _locks[(int)outcome]);

    internal long Invalidations(InvalidationScope kind, bool remote) => Volatile.Read(ref _invalidations[((int)kind * 2) + (remote ? 1 : 0)]);

    internal long DecryptFailures(EncryptionErrorKind kind, CacheLayer layer) => Volatile.Read(ref _decryptFailures[((int)kind * Layers) + (int)layer]);

    /// <summary>Hits in memory without the stale ones. The two are not read at one moment, and a counter must not go down for that.</summary>
    internal long FreshLocalHits()
    {
        var fresh = LocalHits - Read(MethodCounter.StaleLocalHits);
        var before = Volatile.Read(ref _freshLocalHits);
        while (fresh > before)
        {
            var seen = Interlocked.CompareExchange(ref _freshLocalHits, fresh, before);
            if (seen == before)
            {
                return fresh;
            }

            before = seen;
        }

        return before;
    }

    /// <summary>A call was answered. Hits in memory that the store has counted do not belong here.</summary>
    internal void Hit(CacheLayer layer) => Count(layer is CacheLayer.Local ? MethodCounter.SharedLocalHits : MethodCounter.BackendHits);

    /// <summary>A hit, counted as one too, had a stale value.</summary>
    internal void StaleHit(CacheLayer layer) => Count(layer is CacheLayer.Local ? MethodCounter.StaleLocalHits : MethodCounter.StaleBackendHits);

    /// <summary>No layer had a value for so many calls.</summary>
    internal void Miss(long calls = 1) => Count(MethodCounter.Misses, calls);

    /// <summary>A refresh in the background begins.</summary>
    internal void RefreshStarted() => Count(MethodCounter.RefreshesStarted);

    internal void RefreshSucceeded() => Count(MethodCounter.RefreshesSucceeded);

    internal void RefreshFailed() => Count(MethodCounter.RefreshesFailed);

    /// <summary>A refresh that was due did not run, or ran for nothing.</summary>
    internal void RefreshSkipped(RefreshSkipReason reason) => Interlocked.Increment(ref _skipped[(int)reason]);

    /// <summary>A call got a stale value because the body failed. It counts as a stale hit too.</summary>
    internal void FailSafeServed() => Count(MethodCounter.FailSafeServed);

    /// <summary>A call got a stale value because the body took longer than the soft timeout. It counts as a stale hit too.</summary>
    internal void SoftTimeout() => Count(MethodCounter.SoftTimeouts);

    /// <summary>A body took longer than it may.</summary>
    internal void HardTimeout() => Count(MethodCounter.HardTimeouts);

    /// <summary>A miss has waited for the lock of its key.</summary>
    /// <param name="startedAt">From <see cref="Start"/>.</param>
    /// <param name="outcome">How the wait ended.</param>
    internal void LockWaited(long startedAt, LockOutcome outcome)
    {
        Count(MethodCounter.LockWaits);
        Interlocked.Increment(ref _locks[(int)outcome]);
        if (startedAt != 0 && IsMeasured && _instruments.LockDuration.Enabled)
        {
            _instruments.LockDuration.Record(Seconds(startedAt), TagsWith(TagNames.Outcome, TagNames.Of(outcome)));
        }
    }

    /// <summary>A body has ended; see <see cref="StartBody"/>.</summary>
    internal void BodyRan(long startedAt, bool failed)
    {
        Count(MethodCounter.BodyRuns);
        if (failed)
        {
            Count(MethodCounter.BodyFailures);
        }

        if (startedAt != 0 && IsMeasured && _instruments.BodyDuration.Enabled)
        {
            _instruments.BodyDuration.Record(Seconds(startedAt), TagsWith(TagNames.Outcome, failed ? "failure" : "success"));
        }
    }

    /// <summary>The backend has answered, with or without an entry.</summary>
    /// <param name="startedAt">From <see cref="StartRead"/>.</param>
    /// <param name="bytes">The size of what it answered; 0 when there was nothing.</param>
    internal void BackendRead(long startedAt, int bytes)
    {
        Count(MethodCounter.BackendReads);
        Count(MethodCounter.BackendReadTicks, _timeProvider.GetElapsedTime(startedAt).Ticks);
        if (bytes != 0)
        {
            Count(MethodCounter.BytesRead, bytes);
        }
    }

    /// <summary>The backend has taken an entry.</summary>
    internal void BackendWrote(int bytes) => Count(MethodCounter.BytesWritten, bytes);

    /// <summary>An entry was decrypted with a key that is not the newest.</summary>
    internal void ReadWithPreviousKey() => Count(MethodCounter.PreviousKeyReads);

    /// <summary>An entry could not be decrypted.</summary>
    internal void DecryptFailed(EncryptionErrorKind kind, CacheLayer layer) => Interlocked.Increment(ref _decryptFailures[((int)kind * Layers) + (int)layer]);

    /// <summary>An entry was no value of the method.</summary>
    internal void Undecodable(CacheLayer layer) => Count(layer is CacheLayer.Local ? MethodCounter.UndecodableLocal : MethodCounter.UndecodableBackend);

    /// <summary>A value is above the limit.</summary>
    internal void ValueTooLarge() => Count(MethodCounter.TooLarge);

    /// <summary>Entries were made invalid, by this process or by a message of another.</summary>
    internal void Invalidated(InvalidationScope kind, bool remote = false)
    {
        Interlocked.Increment(ref _invalidations[((int)kind * 2) + (remote ? 1 : 0)]);
        if (!remote)
        {
            Touch();
        }
    }

    /// <summary>A call asked for many keys. Each key counts as a hit or a miss beside.</summary>
    internal void BatchRan(int hits, int misses)
    {
        Count(MethodCounter.Batches);
        Count(MethodCounter.BatchHits, hits);
        Count(MethodCounter.BatchMisses, misses);
        Touch();
    }

    /// <summary>The method does something now.</summary>
    internal void Touch() => Volatile.Write(ref _lastOperation, _clock.NowMilliseconds);

    /// <summary>Notices whether memory has answered since the last time.</summary>
    internal void NoticeHits()
    {
        if (LocalHits is var hits && Interlocked.Exchange(ref _noticedHits, hits) != hits)
        {
            Touch();
        }
    }

    private void Count(MethodCounter counter) => Interlocked.Increment(ref _counts[(int)counter]);

    private void Count(MethodCounter counter, long by) => Interlocked.Add(ref _counts[(int)counter], by);

    private double Seconds(long startedAt) => _timeProvider.GetElapsedTime(startedAt).TotalSeconds;
}
