namespace Cachekit.Backends.Tests.Contract;

/// <summary>A backend that does one thing wrong.</summary>
internal sealed class FlawedBackend(FakeTimeProvider time, Flaw flaw) : CapableBackend(time)
{
    private readonly byte[] _shared = new byte[MaxValueBytes];
    private readonly Dictionary<string, byte[]> _former = [];
    private int _reads;
    private string? _lastRead;
    private bool _answerLeft;

    public override BackendValue Get(string key)
    {
        key = Changed(key);
        var read = Interlocked.Increment(ref _reads);
        if (flaw == Flaw.LeavesAnswersBehind && _answerLeft)
        {
            _answerLeft = false;
            return BackendValue.Missing;
        }

        if (flaw == Flaw.MixesUpAnswers && read % 10 == 0 && Volatile.Read(ref _lastRead) is { } other && other != key)
        {
            return base.Get(other);
        }

        Volatile.Write(ref _lastRead, key);
        var value = base.Get(key);
        return flaw switch
        {
            Flaw.InventsEntries when !value.Found => new BackendValue(default, null),
            Flaw.TakesEmptyForMissing when value.Bytes.IsEmpty => BackendValue.Missing,
            Flaw.TellsWholeLife when value.Found => new BackendValue(value.Bytes, Peek(key)?.Life, value),
            _ => value,
        };
    }

    public override void Set(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl)
    {
        key = Changed(key);
        switch (flaw)
        {
            case Flaw.LosesWrites:
            case Flaw.KeepsFirstValue when Peek(key) is not null:
                return;
            case Flaw.CutsLargeValues when value.Length > ushort.MaxValue:
                value = value[..ushort.MaxValue];
                break;
            case Flaw.CutsAtLineEnds when value.Span.IndexOf("\r\n"u8) is >= 0 and var end:
                value = value[..end];
                break;
            case Flaw.StoresPartOfTooLarge when value.Length > MaxValueBytes:
                base.Set(key, value[..MaxValueBytes][1..], ttl);
                break;
            case Flaw.RunsCommandsInKeys when key.Split("\r\ndelete ") is [_, var deleted]:
                Delete(deleted.TrimEnd());
                break;
            case Flaw.MixesValues:
                Mix(key, ref value);
                break;
            default:
                break;
        }

        var life = flaw switch
        {
            Flaw.IgnoresLives => null,
            Flaw.HalvesLives => ttl / 2,
            Flaw.EndsPermanentEntries => ttl ?? TimeSpan.FromDays(7),
            Flaw.DropsFractions when ttl > TimeSpan.Zero => ttl < TimeSpan.FromSeconds(1) ? null : ttl,
            Flaw.KeepsFormerLife when Peek(key) is { } former => former.Life,
            _ => ttl,
        };
        if (flaw == Flaw.KeepsCallersMemory && System.Runtime.InteropServices.MemoryMarshal.TryGetArray(value, out var memory) && memory.Count == memory.Array!.Length)
        {
            Store(key, memory.Array, life, TimeSpan.Zero);
        }
        else if (flaw == Flaw.AlwaysHasWindow && life is { } fresh)
        {
            base.Set(key, value, fresh, TimeSpan.FromHours(1));
        }
        else
        {
            base.Set(key, value, life);
        }
    }

    public override void Set(string key, ReadOnlyMemory<byte> value, TimeSpan ttl, TimeSpan staleFor) =>
        base.Set(Changed(key), value, ttl, flaw switch { Flaw.HasNoWindow => TimeSpan.Zero, Flaw.AlwaysHasWindow => TimeSpan.FromHours(1), _ => staleFor });

    public override bool Delete(string key) => base.Delete(Changed(key)) || flaw == Flaw.AlwaysSaysDeleted;

    public override bool Exists(string key) => base.Exists(Changed(key));

    public override TimeSpan? GetTtl(string key) =>
        flaw == Flaw.TellsLifeOfPermanent && Peek(key) is { Life: null } ? TimeSpan.FromSeconds(-1) : base.GetTtl(key);

    public override bool RefreshTtl(string key, TimeSpan ttl) => flaw switch
    {
        Flaw.RefreshMakesEntries when !base.Exists(key) => Made(key, ttl),
        Flaw.OnlyLengthensLives when base.GetTtl(key) > ttl => true,
        _ => base.RefreshTtl(key, ttl),
    };

    public override ValueTask<BackendHealth> CheckHealthAsync(CancellationToken cancellationToken = default) =>
        flaw == Flaw.SaysItIsIll ? new(new BackendHealth(IsHealthy: false, null, new Dictionary<string, object>())) : base.CheckHealthAsync(cancellationToken);

    public override ICacheBackendLock? TryAcquireLock(string key, TimeSpan hold) => flaw switch
    {
        Flaw.LocksForAll => new Lock(this, key, Now + hold),
        Flaw.LocksForever => base.TryAcquireLock(key, TimeSpan.FromDays(100)),
        _ => base.TryAcquireLock(key, hold),
    };

    public override BackendValue[] GetMany(IReadOnlyList<string> keys)
    {
        RefuseNothing(keys.Count);
        return flaw == Flaw.LeavesOutMissing ? [.. base.GetMany(keys).Where(static value => value.Found)] : base.GetMany(keys);
    }

    public override void SetMany(IReadOnlyList<BackendEntry> entries)
    {
        RefuseNothing(entries.Count);
        base.SetMany(flaw == Flaw.KeepsFirstOfBatch ? [.. entries.DistinctBy(static entry => entry.Key)] : entries);
    }

    public override long DeleteMany(IReadOnlyList<string> keys)
    {
        RefuseNothing(keys.Count);
        var count = base.DeleteMany(keys);
        return flaw == Flaw.CountsKeys ? keys.Count : count;
    }

    public override long DeleteByPrefix(string prefix)
    {
        var count = base.DeleteByPrefix(prefix);
        return flaw == Flaw.RemovesOnePage ? Math.Min(count, 1000) : count;
    }

    public override void Publish(ReadOnlyMemory<byte> message)
    {
        if (flaw == Flaw.TellsOneListener)
        {
            Listeners().FirstOrDefault()?.Invoke(message);
        }
        else
        {
            base.Publish(message);
        }
    }

    public override async ValueTask<BackendValue> GetAsync(string key, CancellationToken cancellationToken = default)
    {
        if (flaw == Flaw.LeavesAnswersBehind && cancellationToken.CanBeCanceled)
        {
            // Its answer comes after the caller has left, and is taken by the next one.
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _answerLeft = true;
            throw new OperationCanceledException(cancellationToken);
        }

        return await base.GetAsync(flaw == Flaw.KeepsFormsApart ? "async:" + key : key, cancellationToken);
    }

    public override ValueTask SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl, CancellationToken cancellationToken = default) =>
        base.SetAsync(flaw == Flaw.KeepsFormsApart ? "async:" + key : key, value, ttl, cancellationToken);

    protected override void Pass(CancellationToken cancellationToken)
    {
        if (flaw != Flaw.IgnoresCancellation)
        {
            base.Pass(cancellationToken);
        }
    }

    protected override bool Begins(string key, string prefix) =>
        flaw == Flaw.TakesPatterns && prefix.EndsWith('*') ? base.Begins(key, prefix[..^1]) : base.Begins(key, prefix);

    protected override bool Chooses(Entry entry) => flaw == Flaw.ChoosesEveryone || base.Chooses(entry);

    protected override bool Holds(Lock held) => flaw == Flaw.FreesOthersLocks || base.Holds(held);

    protected override void Free(Lock held)
    {
        if (flaw != Flaw.NeverFreesLocks)
        {
            base.Free(held);
        }
    }

    protected override void Renew(Lock held, TimeSpan hold)
    {
        if (flaw != Flaw.OnlySaysItRenews)
        {
            base.Renew(held, hold);
        }
    }

    protected override void CheckLife(TimeSpan? life)
    {
        if (flaw != Flaw.TakesLivesOfZero)
        {
            base.CheckLife(life);
        }
    }

    protected override void CheckKey(string key)
    {
        if (flaw == Flaw.RefusesShortKeys && key.Length == 1)
        {
            throw new CacheBackendException(BackendErrorKind.Permanent, "The key is too short.");
        }

        if (flaw != Flaw.TakesEmptyKeys || key is null)
        {
            base.CheckKey(key!);
        }
    }

    protected override void Unsubscribe(Action<ReadOnlyMemory<byte>> listener)
    {
        if (flaw != Flaw.NeverStopsListening)
        {
            base.Unsubscribe(listener);
        }
    }

    protected override BackendValue Lend(byte[] bytes, TimeSpan? remaining, bool isStale, bool winsRefresh)
    {
        if (flaw != Flaw.SharesBuffers)
        {
            return base.Lend(bytes, remaining, isStale, winsRefresh);
        }

        bytes.CopyTo(_shared, 0);
        return new BackendValue(_shared.AsMemory(0, bytes.Length), remaining, null, isStale, winsRefresh);
    }

    private string Changed(string key) => key is null ? key! : flaw switch
    {
        Flaw.CutsLongKeys => key[..Math.Min(key.Length, 249)],
        Flaw.ReplacesCharacters => key.Replace('?', '_'),
        Flaw.IgnoresCase => key.ToLowerInvariant(),
        Flaw.ReplacesOddCharacters => new string([.. key.Select(static character => character < 128 ? character : '?')]),
        _ => key,
    };

    private bool Made(string key, TimeSpan ttl)
    {
        base.Set(key, default, ttl);
        return true;
    }

    private void RefuseNothing(int count)
    {
        if (flaw == Flaw.RefusesEmptyBatches)
        {
            ArgumentOutOfRangeException.ThrowIfZero(count);
        }
    }

    /// <summary>Half of the value is that of another writer, now and then.</summary>
    private void Mix(string key, ref ReadOnlyMemory<byte> value)
    {
        lock (_former)
        {
            var written = value.ToArray();
            if (_former.TryGetValue(key, out var former) && former.Length > 1 && written.Length > 1)
            {
                value = (byte[])[.. written.AsSpan(0, written.Length / 2), .. former.AsSpan(former.Length / 2)];
            }

            _former[key] = written;
        }
    }
}
