using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using Cachekit.Flights;
using Cachekit.Local;
using Cachekit.Pipeline;

namespace Cachekit.CompilerServices;

// Many ids in one call. Each has the entry, and the flight, that it would have if it were asked for alone: whoever asks for one of them meanwhile joins
// the batch's flight for it, and the batch joins those that are in the air already. All flights that the batch leads are entered first; then they share one
// look into the backend and one run of the body; only then the batch waits for the others. So two batches with the same ids in any order never wait for
// each other's end before they have done their own part.
public sealed partial class MethodCache<TKey, TValue>
{
    /// <summary>Answers a call with many ids: from memory, one look into the backend, and one run of the body for those that are left.</summary>
    /// <typeparam name="TId">One id.</typeparam>
    /// <typeparam name="TResult">What the method returns, without its task.</typeparam>
    /// <typeparam name="TBody">The call.</typeparam>
    /// <param name="ids">The ids; nobody changes the array any more.</param>
    /// <param name="body">The call.</param>
    /// <param name="cancellationToken">The caller's own token.</param>
    public async ValueTask<TResult> GetManyAsync<TId, TResult, TBody>(TId[] ids, TBody body, CancellationToken cancellationToken)
        where TBody : struct, IAsyncBatchBody<TId, TKey, TValue, TResult>
    {
        cancellationToken.ThrowIfCancellationRequested();
        var mode = CacheScope.Mode;
        if (mode is CacheScopeMode.ForceRefresh)
        {
            return await RefreshManyAsync<TId, TResult, TBody>(ids, body, cancellationToken).ConfigureAwait(false);
        }

        var call = BatchCall<TId, TKey, TValue>.Create<TResult, TBody>(ids, in body);
        if (mode is CacheScopeMode.Bypass)
        {
            return call.Slots == 0
                ? body.Join(call.ToItems(body.Method))
                : Unstored<TId, TResult, TBody>(call, in body, await body.InvokeAsync(IdsOf(call), cancellationToken).ConfigureAwait(false));
        }

        LookIntoMemory(call);
        for (var open = call.Open(); open.Count > 0; open = call.Open())
        {
            var flights = BoardAll<TId, TResult, TBody>(call, open, cancellationToken.CanBeCanceled, readsOnly: mode is CacheScopeMode.ReadOnly);
            await LeadAllAsync<TId, TResult, TBody>(call, flights, body, cancellationToken).ConfigureAwait(false);
            await WaitForAllAsync(call, flights, cancellationToken).ConfigureAwait(false);
        }

        return body.Join(call.ToItems(body.Method));
    }

    /// <inheritdoc cref="GetManyAsync"/>
    public Task<TResult> GetManyTaskAsync<TId, TResult, TBody>(TId[] ids, TBody body, CancellationToken cancellationToken)
        where TBody : struct, IAsyncBatchBody<TId, TKey, TValue, TResult> => GetManyAsync<TId, TResult, TBody>(ids, body, cancellationToken).AsTask();

    /// <summary>Answers a synchronous call with many ids.</summary>
    /// <inheritdoc cref="GetManyAsync"/>
    public TResult GetMany<TId, TResult, TBody>(TId[] ids, TBody body, CancellationToken cancellationToken)
        where TBody : struct, ISyncBatchBody<TId, TKey, TValue, TResult>
    {
        cancellationToken.ThrowIfCancellationRequested();
        var mode = CacheScope.Mode;
        var call = BatchCall<TId, TKey, TValue>.Create<TResult, TBody>(ids, in body);
        if (mode is CacheScopeMode.ForceRefresh)
        {
            return RefreshMany<TId, TResult, TBody>(call, body, cancellationToken);
        }

        if (mode is CacheScopeMode.Bypass)
        {
            return call.Slots == 0
                ? body.Join(call.ToItems(body.Method))
                : Unstored<TId, TResult, TBody>(call, in body, body.Invoke(IdsOf(call), cancellationToken));
        }

        LookIntoMemory(call);
        for (var open = call.Open(); open.Count > 0; open = call.Open())
        {
            var flights = BoardAll<TId, TResult, TBody>(call, open, cancellationToken.CanBeCanceled, readsOnly: mode is CacheScopeMode.ReadOnly);
            LeadAll<TId, TResult, TBody>(call, flights, body, cancellationToken);
            WaitForAll(call, flights, cancellationToken);
        }

        return body.Join(call.ToItems(body.Method));
    }

    /// <summary>Runs the body for all ids whatever is cached, and replaces their entries when it succeeds.</summary>
    /// <inheritdoc cref="GetManyAsync"/>
    public async ValueTask<TResult> RefreshManyAsync<TId, TResult, TBody>(TId[] ids, TBody body, CancellationToken cancellationToken)
        where TBody : struct, IAsyncBatchBody<TId, TKey, TValue, TResult>
    {
        cancellationToken.ThrowIfCancellationRequested();
        var call = BatchCall<TId, TKey, TValue>.Create<TResult, TBody>(ids, in body);
        if (call.Open() is { Count: > 0 } open)
        {
            var flights = ReplaceAll(call, open, cancellationToken.CanBeCanceled);
            await LeadAllAsync<TId, TResult, TBody>(call, flights, body, cancellationToken).ConfigureAwait(false);
            await WaitForAllAsync(call, flights, cancellationToken).ConfigureAwait(false);
        }

        return body.Join(call.ToItems(body.Method));
    }

    /// <summary>Runs the synchronous body for all ids whatever is cached, and replaces their entries when it succeeds.</summary>
    /// <inheritdoc cref="GetManyAsync"/>
    /// <returns>A completed task: the body is synchronous, and so is the backend, because synchronous callers may wait for both.</returns>
    public ValueTask<TResult> RefreshManySyncBodyAsync<TId, TResult, TBody>(TId[] ids, TBody body, CancellationToken cancellationToken)
        where TBody : struct, ISyncBatchBody<TId, TKey, TValue, TResult>
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            var call = BatchCall<TId, TKey, TValue>.Create<TResult, TBody>(ids, in body);
            return new ValueTask<TResult>(RefreshMany<TId, TResult, TBody>(call, body, cancellationToken));
        }
        catch (OperationCanceledException exception) when (exception.CancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<TResult>(exception.CancellationToken);
        }
        catch (Exception exception)
        {
            return ValueTask.FromException<TResult>(exception);
        }
    }

    /// <summary>The key of one id's entry in a backend.</summary>
    /// <typeparam name="TId">One id.</typeparam>
    /// <typeparam name="TResult">What the method returns, without its task.</typeparam>
    /// <typeparam name="TBody">The call.</typeparam>
    /// <param name="id">The id.</param>
    /// <param name="body">The call.</param>
    /// <exception cref="CacheKeyException">An argument has no form in a key.</exception>
    public string GetKey<TId, TResult, TBody>(TId id, TBody body)
        where TBody : struct, IBatchBody<TId, TKey, TValue, TResult> => GetKey(body.KeyOf(id));

    /// <summary>Looks into memory and once into the backend, and never runs a body.</summary>
    /// <typeparam name="TId">One id.</typeparam>
    /// <typeparam name="TResult">What the method returns, without its task.</typeparam>
    /// <typeparam name="TBody">The call.</typeparam>
    /// <param name="ids">The ids.</param>
    /// <param name="body">The call.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>One answer for each id, in the same order.</returns>
    /// <exception cref="CacheBackendException">The backend failed, and the preset lets the caller know; with all other presets that counts as not found.</exception>
    /// <exception cref="CacheEncryptionException">An entry is not authentic, and the method fails closed.</exception>
    public async ValueTask<IReadOnlyList<CacheLookup<TValue>>> TryGetManyAsync<TId, TResult, TBody>(TId[] ids, TBody body, CancellationToken cancellationToken)
        where TBody : struct, IBatchBody<TId, TKey, TValue, TResult>
    {
        cancellationToken.ThrowIfCancellationRequested();
        var keys = KeysOf<TId, TResult, TBody>(ids, in body);
        var answers = new CacheLookup<TValue>[keys.Length];
        var asked = new List<int>();
        var inquiries = new List<Inquiry<TKey>>();
        for (var i = 0; i < keys.Length; i++)
        {
            if (TryGetLocal(in keys[i], out var local))
            {
                answers[i] = new CacheLookup<TValue>(CacheLayer.Local, local);
                continue;
            }

            if (_ages && Remains(in keys[i], out _) is { IsStale: false } aging)
            {
                Count(CacheLayer.Local, leads: false);
                answers[i] = new CacheLookup<TValue>(CacheLayer.Local, aging.Value);
                continue;
            }

            var epoch = Epoch.Current;
            var snapshot = keys[i].Snapshot();
            var textKey = TextKey(in snapshot);
            if (_port is null)
            {
                Count(CacheLayer.None, leads: true);
                continue;
            }

            // As for one key: what is being replaced is not kept.
            var isReplaced = _flights.TryGetValue(snapshot, out var running) && running.Replaces;
            asked.Add(i);
            inquiries.Add(new Inquiry<TKey>(snapshot, textKey!, epoch, _clock.NowMilliseconds, Keep: !isReplaced));
        }

        if (inquiries.Count > 0)
        {
            var readings = await ReadManyAsync(_port!, inquiries, cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < readings.Length; i++)
            {
                readings[i].Failure?.Throw();
                var isFound = readings[i].Reading is { Found: true, Result.IsStale: false };
                if (isFound)
                {
                    answers[asked[i]] = new CacheLookup<TValue>(CacheLayer.Backend, readings[i].Reading.Result.Value);
                }

                Count(isFound ? CacheLayer.Backend : CacheLayer.None, leads: true);
            }
        }

        return answers;
    }

    /// <summary>Removes entries from the backend and from memory. Calls that start afterwards do not find them.</summary>
    /// <typeparam name="TId">One id.</typeparam>
    /// <typeparam name="TResult">What the method returns, without its task.</typeparam>
    /// <typeparam name="TBody">The call.</typeparam>
    /// <param name="ids">The ids.</param>
    /// <param name="body">The call.</param>
    /// <param name="cancellationToken">Ends the wait; memory is clean then, the backend may or may not be.</param>
    /// <exception cref="CacheBackendException">The backend failed for at least one entry; memory is clean, but other processes may find it.</exception>
    public async ValueTask InvalidateManyAsync<TId, TResult, TBody>(TId[] ids, TBody body, CancellationToken cancellationToken)
        where TBody : struct, IBatchBody<TId, TKey, TValue, TResult>
    {
        var keys = KeysOf<TId, TResult, TBody>(ids, in body);
        var removals = new Task[keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            removals[i] = InvalidateAsync(keys[i], cancellationToken).AsTask();
        }

        await Task.WhenAll(removals).ConfigureAwait(false);
    }

    private static TKey[] KeysOf<TId, TResult, TBody>(TId[] ids, in TBody body)
        where TBody : struct, IBatchBody<TId, TKey, TValue, TResult>
    {
        ArgumentNullException.ThrowIfNull(ids);
        var keys = new TKey[ids.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = body.KeyOf(ids[i]);
        }

        return keys;
    }

    private TResult RefreshMany<TId, TResult, TBody>(BatchCall<TId, TKey, TValue> call, TBody body, CancellationToken cancellationToken)
        where TBody : struct, ISyncBatchBody<TId, TKey, TValue, TResult>
    {
        if (call.Open() is { Count: > 0 } open)
        {
            var flights = ReplaceAll(call, open, cancellationToken.CanBeCanceled);
            LeadAll<TId, TResult, TBody>(call, flights, body, cancellationToken);
            WaitForAll(call, flights, cancellationToken);
        }

        return body.Join(call.ToItems(body.Method));
    }

    private static TId[] IdsOf<TId>(BatchCall<TId, TKey, TValue> call)
    {
        var ids = new TId[call.Slots];
        for (var slot = 0; slot < ids.Length; slot++)
        {
            ids[slot] = call.IdOf(slot);
        }

        return ids;
    }

    /// <summary>The result of a body that nothing is stored of, in the form that every other call gets.</summary>
    private static TResult Unstored<TId, TResult, TBody>(BatchCall<TId, TKey, TValue> call, in TBody body, TResult result)
        where TBody : struct, IBatchBody<TId, TKey, TValue, TResult>
    {
        var items = new BatchItems<TId, TValue>(body.Method, IdsOf(call));
        body.Split(result, items);
        for (var slot = 0; slot < items.Count; slot++)
        {
            if (items.TryGet(slot, out var value))
            {
                call.Set(slot, value);
            }
        }

        return body.Join(call.ToItems(body.Method));
    }

    private void LookIntoMemory<TId>(BatchCall<TId, TKey, TValue> call)
    {
        for (var slot = 0; slot < call.Slots; slot++)
        {
            if (TryGetLocal(call.KeyOf(slot), out var value) || TryServeToItsEnd(call.KeyOf(slot), out value))
            {
                call.Set(slot, value);
            }
        }
    }

    /// <summary>
    /// Serves an entry of memory that wants attention and is within its life. A life that uses extend is extended; nothing is made anew in the
    /// background, because the body that could do it makes many values, or streams them.
    /// </summary>
    private bool TryServeToItsEnd(in TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        value = default;
        if (!_ages || CacheScope.Mode is not CacheScopeMode.None || _store?.Peek(in key) is not { } entry)
        {
            return false;
        }

        var now = _clock.NowMilliseconds;
        if (entry.FreshUntil > now || entry.LifeEndsAt <= now || !TryTake(entry, out value))
        {
            return false;
        }

        if (_policy.Sliding)
        {
            Slide(entry, now);
        }

        CountAged(CacheLayer.Local, isStale: false);
        return true;
    }

    /// <summary>Joins the flights of all ids, or starts them. It never throws: others may have joined what was started already.</summary>
    private BatchFlights<TKey, TValue> BoardAll<TId, TResult, TBody>(BatchCall<TId, TKey, TValue> call, List<int> slots, bool cancellable, bool readsOnly)
        where TBody : struct, IBatchBody<TId, TKey, TValue, TResult>
    {
        var flights = new BatchFlights<TKey, TValue>();
        try
        {
            foreach (var slot in slots)
            {
                var flight = Board(call.KeyOf(slot), cancellable, readsOnly, out var leads);
                (leads ? flights.Led : flights.Joined).Add(new(flight, slot));
            }
        }
        catch (Exception exception)
        {
            flights.Failure = ExceptionDispatchInfo.Capture(exception);
        }

        return flights;
    }

    /// <inheritdoc cref="BoardAll"/>
    private BatchFlights<TKey, TValue> ReplaceAll<TId>(BatchCall<TId, TKey, TValue> call, List<int> slots, bool cancellable)
    {
        var flights = new BatchFlights<TKey, TValue>();
        try
        {
            foreach (var slot in slots)
            {
                flights.Led.Add(new(Replace(call.KeyOf(slot), cancellable, runsBody: true), slot));
            }
        }
        catch (Exception exception)
        {
            flights.Failure = ExceptionDispatchInfo.Capture(exception);
        }

        return flights;
    }
}
