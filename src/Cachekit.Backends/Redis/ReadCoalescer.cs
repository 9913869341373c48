using StackExchange.Redis;

namespace Cachekit.Backends;

/// <summary>
/// Reads entries over one connection. A few reads go out at once, each on its own; those that come while these are under way wait for the next
/// answer and then go out together, so that under load a read costs a fraction of a message, and alone it waits for nobody.
/// </summary>
/// <remarks>Values of a cluster are read one by one, since those of one command must be in one place.</remarks>
internal sealed partial class ReadCoalescer
{
    private const int MostUnderWay = 2;

    private readonly RedisLink _link;
    private readonly TimeoutSweep _sweep;
    private readonly ReadBatchSize _size = new();
    private readonly Queue<PendingRead> _queue = new();
    private readonly object _gate = new();
    private int _underWay;
    private int _deliveries;
    private bool _expectsMisses;

    public ReadCoalescer(RedisLink link)
    {
        _link = link;
        _sweep = link.Sweep;
    }

    /// <summary>About how many reads wait.</summary>
    public int Load => _queue.Count + _underWay;

    /// <param name="key">The key as it is stored.</param>
    /// <param name="withLife">Whether the remaining life is asked for too; it is zero otherwise.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask<BackendValue> GetAsync(RedisKey key, bool withLife, CancellationToken cancellationToken)
    {
        var read = PendingRead.Rent(key, withLife, _sweep.Time.GetTimestamp());
        var task = read.Task;
        if (cancellationToken.CanBeCanceled)
        {
            read.Observe(cancellationToken);
        }

        Submit(read);
        return task;
    }

    /// <summary>Sends a read, or lets it wait until several can go out together.</summary>
    public void Submit(PendingRead read)
    {
        lock (_gate)
        {
            // While an answer is handed over, those who have got theirs come back with the next question.
            if ((_underWay >= MostUnderWay || _deliveries > 0) && _size.Limit > 1 && _link.CanCoalesce(read.WantsLife))
            {
                _queue.Enqueue(read);
                return;
            }

            _underWay++;
        }

        Send(new ReadBatch(this, [read]));
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

    /// <summary>Nearly all entries of an answer have been handed over; nobody waits any longer for those who got them.</summary>
    public void OnDelivered()
    {
        ReadBatch? next = null;
        lock (_gate)
        {
            _deliveries--;
            if (_underWay < MostUnderWay && _queue.Count > 0)
            {
                _underWay++;
                next = Take();
            }
        }

        if (next is not null)
        {
            Send(next);
        }
    }

    private void SendNext()
    {
        if (TakeNext(isDelivered: false) is { } next)
        {
            Send(next);
        }
    }

    /// <summary>Ends a batch and begins the next one, if anybody waits.</summary>
    /// <param name="isDelivered">Whether its entries are handed over now.</param>
    private ReadBatch? TakeNext(bool isDelivered)
    {
        lock (_gate)
        {
            _deliveries += isDelivered ? 1 : 0;

            // The line is kept busy; where it is so already, more will come from those who get their entries now.
            if (_underWay > MostUnderWay || _queue.Count == 0 || (isDelivered && _underWay > 1 && _queue.Count < _size.Limit))
            {
                _underWay--;
                return null;
            }

            return Take();
        }
    }

    private ReadBatch Take()
    {
        var reads = new PendingRead[Math.Min(_queue.Count, _link.CanCoalesce(withLife: false) ? _size.Limit : 1)];
        for (var i = 0; i < reads.Length; i++)
        {
            reads[i] = _queue.Dequeue();
        }

        return new ReadBatch(this, reads);
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
            if (batch.Reads is [var only])
            {
                SendOne(batch, only);
            }
            else
            {
                SendMany(batch, batch.Reads);
            }

            _sweep.Add(batch);
            batch.Await();
        }
        catch (Exception exception) when (RedisErrors.IsFault(exception))
        {
            _sweep.Remove(batch);
            Refuse(batch, _link.Translate(exception, RedisOperation.Read));
        }
    }

    private void SendOne(ReadBatch batch, PendingRead read)
    {
        if (!read.WantsLife && !_expectsMisses)
        {
            batch.Sent(null, _link.Database.StringGetRangeAsync(read.Key, 0, _link.ChunkBytes - 1, _link.ReadFlags), null, _sweep.Time.GetTimestamp());
            return;
        }

        read.WantsLife = true;
        var messages = _link.Database.CreateBatch();
        var life = messages.ExecuteAsync("PTTL", [read.Key], _link.ReadFlags);
        var value = messages.StringGetRangeAsync(read.Key, 0, _link.ChunkBytes - 1, _link.ReadFlags);
        messages.Execute();
        batch.Sent(life, value, null, _sweep.Time.GetTimestamp());
    }

    private void SendMany(ReadBatch batch, PendingRead[] reads)
    {
        var keys = new RedisKey[reads.Length];
        var lives = 0;
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = reads[i].Key;
            lives += reads[i].WantsLife ? 1 : 0;
        }

        if (lives == 0)
        {
            batch.Sent(null, null, _link.Database.StringGetAsync(keys, _link.ReadFlags), _sweep.Time.GetTimestamp());
            return;
        }

        var wanting = lives == keys.Length ? keys : KeysThatWantLives(reads, lives);
        var messages = _link.Database.CreateBatch();
        var answer = messages.ScriptEvaluateAsync(RedisScripts.Lives, wanting, null, _link.ReadFlags);
        var values = messages.StringGetAsync(keys, _link.ReadFlags);
        messages.Execute();
        batch.Sent(answer, null, values, _sweep.Time.GetTimestamp());
    }

    private static RedisKey[] KeysThatWantLives(PendingRead[] reads, int count)
    {
        var keys = new RedisKey[count];
        var next = 0;
        foreach (var read in reads)
        {
            if (read.WantsLife)
            {
                keys[next++] = read.Key;
            }
        }

        return keys;
    }

    private void Refuse(ReadBatch batch, CacheBackendException failure)
    {
        if (batch.TryEnd())
        {
            batch.Fail(() => new CacheBackendException(failure.Kind, failure.Message, failure.InnerException));
            SendNextOnPool();
        }

        batch.Release();
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
}
