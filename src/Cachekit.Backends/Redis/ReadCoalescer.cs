using StackExchange.Redis;

namespace Cachekit.Backends;

/// <summary>
/// Reads entries over one connection. A few reads go out at once, each on its own; those that come while these are under way wait for the next
/// answer and then go out together, so that under load a read costs a fraction of a message, and alone it waits for nobody.
/// </summary>
/// <remarks>
/// Only small values are read together: their sizes are learnt from what is read. One command for many values would otherwise make an answer of any
/// size. Values of a cluster are read one by one, since those of one command must be in one place.
/// </remarks>
internal sealed class ReadCoalescer
{
    private const int MostUnderWay = 2;
    private const int FirstBatch = 4;
    private const int LargestBatch = 64;
    private const int LargestPart = 16;
    private const int LargestSmallValue = 64 * 1024;
    private const int SmallReadsToTrust = 256;

    private readonly RedisLink _link;
    private readonly TimeoutSweep _sweep;
    private readonly Queue<PendingRead> _queue = new();
    private readonly object _gate = new();
    private int _underWay;
    private int _limit = FirstBatch;
    private int _smallSince;

    public ReadCoalescer(RedisLink link)
    {
        _link = link;
        _sweep = link.Sweep;
    }

    /// <summary>About how many reads wait.</summary>
    public int Load => _queue.Count + _underWay;

    public ValueTask<BackendValue> GetAsync(RedisKey key, CancellationToken cancellationToken)
    {
        var read = PendingRead.Rent(key, _sweep.Time.GetTimestamp());
        var task = read.Task;
        if (cancellationToken.CanBeCanceled)
        {
            read.Observe(cancellationToken);
        }

        lock (_gate)
        {
            if (_underWay >= MostUnderWay && _limit > 1 && _link.CanCoalesce)
            {
                _queue.Enqueue(read);
                return task;
            }

            _underWay++;
        }

        var batch = new ReadBatch(this);
        batch.Reads.Add(read);
        Send(batch);
        return task;
    }

    /// <summary>Makes reads fail that nobody could send in time.</summary>
    public void ExpireQueued(long limit)
    {
        while (true)
        {
            PendingRead? read;
            lock (_gate)
            {
                if (!_queue.TryPeek(out read) || read.StartedAt > limit)
                {
                    return;
                }

                _queue.Dequeue();
            }

            read.TryFail(RedisErrors.TimedOut(RedisOperation.Read, _sweep.Timeout));
            read.Release();
        }
    }

    /// <summary>Gives a batch up that has waited too long, so that others may go out.</summary>
    public void Abandon(ReadBatch batch)
    {
        if (!batch.TryEnd())
        {
            return;
        }

        _link.TimedOut();
        _sweep.Remove(batch);
        batch.Fail(() => RedisErrors.TimedOut(RedisOperation.Read, _sweep.Timeout));
        SendNext();
    }

    public void OnAnswer(ReadBatch batch)
    {
        var next = default(ReadBatch);
        if (batch.TryEnd())
        {
            _sweep.Remove(batch);
            if (TryRepeat(batch))
            {
                return;
            }

            // The line is kept busy before anybody goes on with what it has brought.
            next = TakeNext();
        }

        if (next is not null)
        {
            Send(next);
        }

        Distribute(batch);
    }

    private void SendNext()
    {
        if (TakeNext() is { } next)
        {
            Send(next);
        }
    }

    /// <summary>Ends a batch and begins the next one, if anybody waits.</summary>
    private ReadBatch? TakeNext()
    {
        lock (_gate)
        {
            if (_underWay > MostUnderWay || _queue.Count == 0)
            {
                _underWay--;
                return null;
            }

            var batch = new ReadBatch(this);
            for (var count = Math.Min(_queue.Count, _link.CanCoalesce ? _limit : 1); count > 0; count--)
            {
                batch.Reads.Add(_queue.Dequeue());
            }

            return batch;
        }
    }

    private void Send(ReadBatch batch)
    {
        if (!_link.IsConnected)
        {
            Refuse(batch, _link.NotConnected(RedisOperation.Read));
            return;
        }

        try
        {
            var keys = batch.Reads;
            var messages = _link.Database.CreateBatch();
            if (keys is [var only])
            {
                var life = messages.ExecuteAsync("PTTL", [only.Key], _link.ReadFlags);
                var value = messages.StringGetRangeAsync(only.Key, 0, _link.ChunkBytes - 1, _link.ReadFlags);
                batch.Sent(life, value, null, _sweep.Time.GetTimestamp());
            }
            else
            {
                var many = new RedisKey[keys.Count];
                for (var i = 0; i < many.Length; i++)
                {
                    many[i] = keys[i].Key;
                }

                var lives = messages.ScriptEvaluateAsync(RedisScripts.Lives, many, null, _link.ReadFlags);
                var values = messages.StringGetAsync(many, _link.ReadFlags);
                batch.Sent(lives, null, values, _sweep.Time.GetTimestamp());
            }

            _sweep.Add(batch);
            messages.Execute();
            batch.Await();
        }
        catch (Exception exception) when (RedisErrors.IsFault(exception))
        {
            _sweep.Remove(batch);
            Refuse(batch, _link.Translate(exception, RedisOperation.Read));
        }
    }

    private void Refuse(ReadBatch batch, CacheBackendException failure)
    {
        if (batch.TryEnd())
        {
            batch.Fail(() => new CacheBackendException(failure.Kind, failure.Message, failure.InnerException));
            SendNextOnPool();
        }

        ReleaseAll(batch);
    }

    /// <summary>Not a call of itself for each batch of a long queue.</summary>
    private void SendNextOnPool()
    {
        lock (_gate)
        {
            if (_queue.Count == 0)
            {
                _underWay--;
                return;
            }
        }

        ThreadPool.UnsafeQueueUserWorkItem(static owner => owner.SendNext(), this, preferLocal: true);
    }

    /// <summary>Sends a batch in another way where the server has forgotten the script, refuses it, or turns out to be a cluster.</summary>
    private bool TryRepeat(ReadBatch batch)
    {
        if (batch.Values is null || (FaultOf(batch.Lives!) ?? FaultOf(batch.Values)) is not { } fault)
        {
            return false;
        }

        var forgotten = RedisErrors.HasCode(fault, "NOSCRIPT") && !batch.IsRepeated;
        if (!forgotten && !_link.IsReasonNotToCoalesce(fault))
        {
            return false;
        }

        if (forgotten)
        {
            var again = new ReadBatch(this) { IsRepeated = true };
            again.Reads.AddRange(batch.Reads);
            Send(again);
            return true;
        }

        var first = true;
        foreach (var read in batch.Reads)
        {
            if (!first)
            {
                lock (_gate)
                {
                    _underWay++;
                }
            }

            first = false;
            var single = new ReadBatch(this);
            single.Reads.Add(read);
            Send(single);
        }

        return true;
    }

    private void Distribute(ReadBatch batch)
    {
        if ((FaultOf(batch.Lives!) ?? (batch.Value is { } value ? FaultOf(value) : FaultOf(batch.Values!))) is { } fault)
        {
            batch.Fail(() => _link.Translate(fault, RedisOperation.Read));
            ReleaseAll(batch);
            return;
        }

        _link.Answered();
        if (batch.Value is { } single)
        {
            var read = batch.Reads[0];
            var bytes = (byte[]?)single.Result ?? [];
            Learn(bytes.Length);
            Deliver(read, (long)batch.Lives!.Result, bytes, _link.MayRunInline);
            return;
        }

        var lives = (long[])batch.Lives!.Result!;
        var values = batch.Values!.Result;
        if (!_link.MayRunInline)
        {
            DeliverPart(batch, lives, values, 0, values.Length, inline: false);
            return;
        }

        // In parts, each on a thread: who finds an entry goes on there at once, which costs much less than a turn of its own in the thread pool.
        var from = 0;
        for (; values.Length - from > LargestPart; from += LargestPart)
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                static part => part.Owner.DeliverPart(part.Batch, part.Lives, part.Values, part.From, LargestPart, inline: true),
                (Owner: this, Batch: batch, Lives: lives, Values: values, From: from),
                preferLocal: false);
        }

        DeliverPart(batch, lives, values, from, values.Length - from, inline: true);
    }

    private void DeliverPart(ReadBatch batch, long[] lives, RedisValue[] values, int from, int count, bool inline)
    {
        var largest = 0;
        for (var i = from; i < from + count; i++)
        {
            var bytes = (byte[]?)values[i];
            largest = Math.Max(largest, bytes?.Length ?? 0);
            var read = batch.Reads[i];
            if (bytes is null && lives[i] == RedisLife.Missing)
            {
                // Whoever finds nothing does the work itself, which nobody else shall wait for.
                read.TryComplete(BackendValue.Missing, inline: false);
                read.Release();
            }
            else if (bytes is null || lives[i] == RedisLife.Missing)
            {
                // Written or removed between the two answers, or no string at all: ask for this one alone.
                ReadAgain(read);
            }
            else
            {
                read.TryComplete(new BackendValue(bytes, RedisLife.Of(lives[i])), inline);
                read.Release();
            }
        }

        Learn(largest);
    }

    /// <summary>Hands over what a single read has brought, or reads on where that is not all of it.</summary>
    private void Deliver(PendingRead read, long life, byte[] bytes, bool inline)
    {
        if (bytes.Length == 0 && life == RedisLife.Missing)
        {
            read.TryComplete(BackendValue.Missing, inline: false);
            read.Release();
        }
        else if (bytes.Length == 0 || bytes.Length >= _link.ChunkBytes || life == RedisLife.Missing)
        {
            ReadAgain(read);
        }
        else
        {
            read.TryComplete(new BackendValue(bytes, RedisLife.Of(life)), inline);
            read.Release();
        }
    }

    private void ReadAgain(PendingRead read) => _ = ReadAgainAsync(read);

    private async Task ReadAgainAsync(PendingRead read)
    {
        try
        {
            if (!read.IsCompleted)
            {
                var value = await _link.ReadExactlyAsync(read.Key, CancellationToken.None).ConfigureAwait(false);
                read.TryComplete(value, inline: false);
            }
        }
        catch (Exception exception)
        {
            read.TryFail(exception is CacheBackendException ? exception : _link.Translate(exception, RedisOperation.Read));
        }
        finally
        {
            read.Release();
        }
    }

    private void Learn(int largest)
    {
        if (largest > LargestSmallValue)
        {
            Volatile.Write(ref _limit, 1);
            Volatile.Write(ref _smallSince, 0);
        }
        else if (_limit is > 1 and < LargestBatch)
        {
            Volatile.Write(ref _limit, _limit * 2);
        }
        else if (_limit == 1 && Interlocked.Increment(ref _smallSince) > SmallReadsToTrust)
        {
            Volatile.Write(ref _limit, FirstBatch);
        }
    }

    private static void ReleaseAll(ReadBatch batch)
    {
        foreach (var read in batch.Reads)
        {
            read.Release();
        }
    }

    private static Exception? FaultOf(Task task) =>
        task.IsFaulted ? task.Exception!.InnerException ?? task.Exception : task.IsCanceled ? new TaskCanceledException(task) : null;
}
