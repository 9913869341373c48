using System.Buffers.Text;
using StackExchange.Redis;

namespace Cachekit.Backends;

/// <summary>
/// Hands over the entries of an answer. Who waits for one goes on right here, which costs much less than a turn of its own in the thread pool; but
/// before anybody does, another thread has been asked for those who are left, so that one who keeps this thread holds nobody up.
/// </summary>
internal sealed class ReadDelivery : IThreadPoolWorkItem
{
    private readonly ReadCoalescer _owner;
    private readonly PendingRead[] _reads;
    private readonly RedisValue[] _values;
    private readonly long[]? _lives;
    private int _last = -1;
    private int _helpIsComing;

    /// <param name="owner">Whose reads they are.</param>
    /// <param name="reads">The reads of a batch.</param>
    /// <param name="values">Their values.</param>
    /// <param name="lives">The remaining lives of those who want one, in order, as one text.</param>
    public ReadDelivery(ReadCoalescer owner, PendingRead[] reads, RedisValue[] values, byte[]? lives)
    {
        _owner = owner;
        _reads = reads;
        _values = values;
        _lives = lives is null ? null : Parse(lives, reads);
    }

    /// <summary>Hands everything over on this thread and, where that takes long, on others.</summary>
    public void Execute()
    {
        Volatile.Write(ref _helpIsComing, 0);
        int i;
        while ((i = Interlocked.Increment(ref _last)) < _reads.Length)
        {
            if (i == _reads.Length - 1)
            {
                _owner.OnDelivered();
            }
            else if (Volatile.Read(ref _helpIsComing) == 0 && Interlocked.Exchange(ref _helpIsComing, 1) == 0)
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }

            Deliver(i, inline: true);
        }
    }

    /// <summary>Gives everybody who waits a turn in the thread pool.</summary>
    public void ExecuteElsewhere()
    {
        _owner.OnDelivered();
        for (var i = 0; i < _reads.Length; i++)
        {
            Deliver(i, inline: false);
        }
    }

    private void Deliver(int index, bool inline)
    {
        var read = _reads[index];
        var bytes = (byte[]?)_values[index];
        var isGone = read.WantsLife && _lives![index] == RedisLife.Missing;
        if (bytes is not null && !isGone)
        {
            var life = read.WantsLife ? RedisLife.Of(_lives![index]) : TimeSpan.Zero;
            read.TryComplete(new BackendValue(bytes, life), inline);
            read.Release();
        }
        else if (bytes is null && isGone)
        {
            read.TryComplete(BackendValue.Missing, inline);
            read.Release();
        }
        else if (!read.WantsLife)
        {
            // Nothing is there, or no string: the remaining life tells which.
            read.WantsLife = true;
            _owner.Submit(read);
        }
        else
        {
            // Written or removed between the two answers, or no string at all: ask for this one alone.
            _owner.ReadAgain(read);
        }
    }

    private static long[] Parse(ReadOnlySpan<byte> text, PendingRead[] reads)
    {
        var lives = new long[reads.Length];
        for (var i = 0; i < lives.Length; i++)
        {
            if (!reads[i].WantsLife)
            {
                continue;
            }

            var end = text.IndexOf((byte)' ');
            var word = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];
            if (Utf8Parser.TryParse(word, out long life, out var read) && read == word.Length)
            {
                lives[i] = life;
            }
            else
            {
                // Scripts count in floating point, and write thousands of years with an exponent. What is no number at all is asked for once more.
                lives[i] = Utf8Parser.TryParse(word, out double many, out read) && read > 0 ? (long)many : RedisLife.Missing;
            }
        }

        return lives;
    }
}
