using StackExchange.Redis;

namespace Cachekit.Backends;

/// <summary>Reads that are under way together, as one message or two.</summary>
/// <remarks>
/// The remaining life is asked for before the value. Where somebody replaces the entry in between, the new value is met with the old remaining life,
/// which is less than its own as long as an entry's lives are alike; the other way round an old value could be kept for a new one's life.
/// </remarks>
internal sealed class ReadBatch : Expirable
{
    private readonly ReadCoalescer _owner;
    private readonly Action _onAnswer;
    private long _sentAt;
    private int _ended;

    public ReadBatch(ReadCoalescer owner, PendingRead[] reads)
    {
        _owner = owner;
        _onAnswer = OnAnswer;
        Reads = reads;
    }

    public PendingRead[] Reads { get; }

    /// <summary>The remaining lives of the reads that want one, in order; <see langword="null"/> where none does.</summary>
    public Task<RedisResult>? Lives { get; private set; }

    /// <summary>The value of a batch of one.</summary>
    public Task<RedisValue>? Value { get; private set; }

    /// <summary>The values of a batch of several.</summary>
    public Task<RedisValue[]>? Values { get; private set; }

    /// <summary>Whether the batch has been sent again, because the server had forgotten the script.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>Why there is no answer; <see langword="null"/> when there is one.</summary>
    public Exception? Fault
    {
        get
        {
            // All of them are looked at: a failure that nobody has seen would be reported as forgotten.
            var (ofLives, ofValue, ofValues) = (FaultOf(Lives), FaultOf(Value), FaultOf(Values));
            return ofLives ?? ofValue ?? ofValues;
        }
    }

    public static Exception? FaultOf(Task? task) => task switch
    {
        { IsFaulted: true } => task.Exception!.InnerException ?? task.Exception,
        { IsCanceled: true } => new TaskCanceledException(task),
        _ => null,
    };

    public void Sent(Task<RedisResult>? lives, Task<RedisValue>? value, Task<RedisValue[]>? values, long now) =>
        (Lives, Value, Values, _sentAt) = (lives, value, values, now);

    /// <summary>Waits for the answer. The last thing to do after sending: the answer may be here already.</summary>
    public void Await() => Await((Task?)Value ?? Values!);

    /// <summary>Whether the batch still counts as under way; true for the first who asks.</summary>
    public bool TryEnd() => Interlocked.Exchange(ref _ended, 1) == 0;

    public override void OnTick(long now, long limit)
    {
        _owner.ExpireQueued(limit);
        if (Volatile.Read(ref _sentAt) <= limit)
        {
            _owner.Abandon(this);
        }
    }

    /// <summary>Makes a batch that has been given up, or not been sent, fail for all who wait.</summary>
    public void Fail(Func<CacheBackendException> failure)
    {
        foreach (var read in Reads)
        {
            read.TryFail(failure());
        }
    }

    /// <summary>Lets go of the reads.</summary>
    public void Release()
    {
        foreach (var read in Reads)
        {
            read.Release();
        }
    }

    private void Await(Task task)
    {
        var awaiter = task.ConfigureAwait(false).GetAwaiter();
        if (awaiter.IsCompleted)
        {
            // Not on the caller's stack: it holds nothing, but it would go on with all others' work.
            ThreadPool.UnsafeQueueUserWorkItem(static batch => batch.OnAnswer(), this, preferLocal: true);
            return;
        }

        awaiter.UnsafeOnCompleted(_onAnswer);
    }

    private void OnAnswer()
    {
        // Answers arrive in order, but the client may announce them in another.
        if (Lives is { IsCompleted: false })
        {
            Await(Lives);
            return;
        }

        _owner.OnAnswer(this);
    }
}
