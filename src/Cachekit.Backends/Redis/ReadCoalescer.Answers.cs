using StackExchange.Redis;

namespace Cachekit.Backends;

internal sealed partial class ReadCoalescer
{
    public void OnAnswer(ReadBatch batch)
    {
        if (!batch.TryEnd())
        {
            // Too late: those who waited have been told so.
            if (batch.Fault is null)
            {
                _link.Answered();
            }

            batch.Release();
            return;
        }

        _sweep.Remove(batch);
        if (TryRepeat(batch))
        {
            return;
        }

        var fault = batch.Fault;
        var isDelivered = batch.Values is not null && fault is null;
        if (TakeNext(isDelivered) is { } next)
        {
            Send(next);
        }

        if (fault is not null)
        {
            batch.Fail(() => _link.Translate(fault, RedisOperation.Read));
            batch.Release();
            return;
        }

        _link.Answered();
        if (isDelivered)
        {
            DeliverAll(batch);
        }
        else
        {
            DeliverOne(batch, batch.Reads[0]);
        }
    }

    /// <summary>Reads one entry on its own, whole and exactly.</summary>
    public void ReadAgain(PendingRead read) => _ = ReadAgainAsync(read);

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

    private void DeliverAll(ReadBatch batch)
    {
        var values = batch.Values!.Result;
        var largest = 0;
        foreach (var value in values)
        {
            largest = Math.Max(largest, ((byte[]?)value)?.Length ?? 0);
        }

        _size.Learn(largest);
        var delivery = new ReadDelivery(this, batch.Reads, values, batch.Lives is { } lives ? (byte[]?)lives.Result : null);
        if (_link.MayRunInline)
        {
            delivery.Execute();
        }
        else
        {
            delivery.ExecuteElsewhere();
        }
    }

    /// <summary>Hands over what a single read has brought, or reads on where that is not all of it.</summary>
    private void DeliverOne(ReadBatch batch, PendingRead read)
    {
        var bytes = (byte[]?)batch.Value!.Result ?? [];
        var isGone = batch.Lives is { } lives && (long)lives.Result == RedisLife.Missing;
        _size.Learn(bytes.Length);
        if (bytes.Length == 0 && !read.WantsLife)
        {
            // Nothing, or an empty value: the remaining life tells which, and is asked for at once as long as nothing is found.
            _expectsMisses = true;
            read.WantsLife = true;
            Submit(read);
        }
        else if (bytes.Length == 0 && isGone)
        {
            read.TryComplete(BackendValue.Missing, _link.MayRunInline);
            read.Release();
        }
        else if (bytes.Length == 0 || bytes.Length >= _link.ChunkBytes || isGone)
        {
            ReadAgain(read);
        }
        else
        {
            _expectsMisses = false;
            var life = read.WantsLife ? RedisLife.Of((long)batch.Lives!.Result) : TimeSpan.Zero;
            read.TryComplete(new BackendValue(bytes, life), _link.MayRunInline);
            read.Release();
        }
    }

    /// <summary>Sends a batch in another way where the server has forgotten the script, refuses it, or turns out to be a cluster.</summary>
    private bool TryRepeat(ReadBatch batch)
    {
        if (batch.Values is null || batch.Fault is not { } fault)
        {
            return false;
        }

        var ofScript = ReadBatch.FaultOf(batch.Lives) is not null;
        if (ofScript && !batch.IsRepeated && RedisErrors.HasCode(fault, "NOSCRIPT"))
        {
            Send(new ReadBatch(this, batch.Reads) { IsRepeated = true });
            return true;
        }

        if (!_link.IsReasonNotToCoalesce(fault, ofScript))
        {
            return false;
        }

        lock (_gate)
        {
            _underWay += batch.Reads.Length - 1;
        }

        foreach (var read in batch.Reads)
        {
            Send(new ReadBatch(this, [read]));
        }

        return true;
    }
}
