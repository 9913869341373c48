using System.Runtime.ExceptionServices;
using Cachekit.Flights;
using Cachekit.Pipeline;

namespace Cachekit.CompilerServices;

public sealed partial class MethodCache<TKey, TValue>
{
    /// <summary>Looks into the backend once for many keys, and keeps in memory what it finds.</summary>
    /// <returns>One answer for each inquiry, in the same order.</returns>
    /// <exception cref="CacheBackendException">The backend failed, and the preset lets the caller know.</exception>
    private async ValueTask<BatchReading<TValue>[]> ReadManyAsync(BackendPort port, List<Inquiry<TKey>> inquiries, CancellationToken cancellationToken)
    {
        try
        {
            var found = await port.GetManyAsync(inquiries.ConvertAll(static inquiry => inquiry.TextKey), cancellationToken).ConfigureAwait(false);
            try
            {
                var readings = new BatchReading<TValue>[found.Length];
                for (var i = 0; i < found.Length; i++)
                {
                    readings[i] = await OpenAsync(port, inquiries[i], found[i], cancellationToken).ConfigureAwait(false);
                }

                return readings;
            }
            finally
            {
                DisposeAll(found);
            }
        }
        catch (CacheBackendException) when (!_policy.FailsWithBackend)
        {
            return Failures(inquiries.Count);
        }
    }

    /// <inheritdoc cref="ReadManyAsync"/>
    private BatchReading<TValue>[] ReadMany(BackendPort port, List<Inquiry<TKey>> inquiries)
    {
        try
        {
            var found = port.GetMany(inquiries.ConvertAll(static inquiry => inquiry.TextKey));
            try
            {
                var readings = new BatchReading<TValue>[found.Length];
                for (var i = 0; i < found.Length; i++)
                {
                    readings[i] = Open(port, inquiries[i], in found[i]);
                }

                return readings;
            }
            finally
            {
                DisposeAll(found);
            }
        }
        catch (CacheBackendException) when (!_policy.FailsWithBackend)
        {
            return Failures(inquiries.Count);
        }
    }

    private async ValueTask<BatchReading<TValue>> OpenAsync(BackendPort port, Inquiry<TKey> inquiry, BackendValue found, CancellationToken cancellationToken)
    {
        try
        {
            return new BatchReading<TValue>(await AdmitAsync(port, inquiry, found, cancellationToken).ConfigureAwait(false));
        }
        catch (CacheEncryptionException exception)
        {
            return new BatchReading<TValue>(default, ExceptionDispatchInfo.Capture(exception));
        }
    }

    private BatchReading<TValue> Open(BackendPort port, in Inquiry<TKey> inquiry, in BackendValue found)
    {
        try
        {
            return new BatchReading<TValue>(Admit(port, in inquiry, in found));
        }
        catch (CacheEncryptionException exception)
        {
            return new BatchReading<TValue>(default, ExceptionDispatchInfo.Capture(exception));
        }
    }

    private static BatchReading<TValue>[] Failures(int count)
    {
        var failures = new BatchReading<TValue>[count];
        Array.Fill(failures, new BatchReading<TValue>(Reading<TValue>.Failure));
        return failures;
    }

    private static void DisposeAll(BackendValue[] values)
    {
        foreach (var value in values)
        {
            value.Dispose();
        }
    }

    /// <summary>Stores what a batch made, in one request. Memory takes it when the flights land, also where the backend failed.</summary>
    /// <exception cref="CacheBackendException">The backend failed, and the preset lets the caller know.</exception>
    private async ValueTask WriteManyAsync(List<BatchResult<TKey, TValue>> results, CancellationToken cancellationToken)
    {
        if (_port is null)
        {
            return;
        }

        var (entries, writers) = EntriesOf(results);
        var unstored = Unstored(results);
        var isWritten = false;
        try
        {
            NoteWrites(writers);
            await SetAllAsync(_port, entries, cancellationToken).ConfigureAwait(false);
            NoteWrites(writers);
            await _port.DeleteManyAsync(unstored, cancellationToken).ConfigureAwait(false);
            isWritten = true;
        }
        catch (CacheBackendException exception)
        {
            foreach (var refused in Refused(writers, exception))
            {
                await UndoAsync(_port, refused.TextKey!).ConfigureAwait(false);
            }

            if (_policy.FailsWithBackend)
            {
                throw;
            }
        }
        finally
        {
            // Detached during the write: an invalidation may have removed the entry before this write arrived.
            foreach (var flight in writers.Select(static writer => writer.Flight))
            {
                if (flight.IsDetached)
                {
                    await UndoAsync(_port, flight.TextKey!).ConfigureAwait(false);
                }
            }

            if (!isWritten)
            {
                RememberWrites(results);
            }
        }

        if (isWritten)
        {
            await TellWritesAsync(results, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc cref="WriteManyAsync"/>
    private void WriteMany(List<BatchResult<TKey, TValue>> results)
    {
        if (_port is null)
        {
            return;
        }

        var (entries, writers) = EntriesOf(results);
        var unstored = Unstored(results);
        var isWritten = false;
        try
        {
            NoteWrites(writers);
            SetAll(_port, entries);
            NoteWrites(writers);
            _port.DeleteMany(unstored);
            isWritten = true;
        }
        catch (CacheBackendException exception)
        {
            foreach (var refused in Refused(writers, exception))
            {
                Undo(_port, refused.TextKey!);
            }

            if (_policy.FailsWithBackend)
            {
                throw;
            }
        }
        finally
        {
            foreach (var flight in writers.Select(static writer => writer.Flight))
            {
                if (flight.IsDetached)
                {
                    Undo(_port, flight.TextKey!);
                }
            }

            if (!isWritten)
            {
                RememberWrites(results);
            }
        }

        if (isWritten)
        {
            TellWrites(results);
        }
    }

    private async ValueTask SetAllAsync(BackendPort port, List<BackendEntry> entries, CancellationToken cancellationToken)
    {
        if (HasStaleWindow(port))
        {
            // Backends with stale windows take them one by one.
            await Task.WhenAll(entries.Select(entry => entry.Ttl is { } ttl
                ? port.SetAsync(entry.Key, entry.Value, ttl, _policy.StaleFor, cancellationToken).AsTask()
                : port.SetAsync(entry.Key, entry.Value, null, cancellationToken).AsTask())).ConfigureAwait(false);
            return;
        }

        await port.SetManyAsync(entries.ConvertAll(entry => entry with { Ttl = entry.Ttl + AddedLife }), cancellationToken).ConfigureAwait(false);
    }

    private void SetAll(BackendPort port, List<BackendEntry> entries)
    {
        if (!HasStaleWindow(port))
        {
            port.SetMany(entries.ConvertAll(entry => entry with { Ttl = entry.Ttl + AddedLife }));
            return;
        }

        foreach (var entry in entries)
        {
            if (entry.Ttl is { } ttl)
            {
                port.Set(entry.Key, entry.Value, ttl, _policy.StaleFor);
            }
            else
            {
                port.Set(entry.Key, entry.Value, null);
            }
        }
    }

    private bool HasStaleWindow(BackendPort port) => port.SupportsStaleWindow && _policy.StaleFor > TimeSpan.Zero;

    private static (List<BackendEntry> Entries, List<BatchResult<TKey, TValue>> Writers) EntriesOf(List<BatchResult<TKey, TValue>> results)
    {
        var entries = new List<BackendEntry>(results.Count);
        var writers = new List<BatchResult<TKey, TValue>>(results.Count);
        foreach (var result in results)
        {
            if (result.Prepared.Entry is { } bytes && !result.Flight.IsDetached)
            {
                entries.Add(new BackendEntry(result.Flight.TextKey!, bytes, result.Prepared.Life));
                writers.Add(result);
            }
        }

        return (entries, writers);
    }

    /// <summary>The keys of results that replace an entry and are not stored themselves, or were overtaken: what is there is not true any more.</summary>
    private static List<string> Unstored(List<BatchResult<TKey, TValue>> results) => results
        .FindAll(static result => result.Flight.IsOvertaken || (result.Prepared.Entry is null && result.Flight.Replaces && !result.Flight.IsDetached))
        .ConvertAll(static result => result.Flight.TextKey!);

    private static IEnumerable<Flight<TKey, TValue>> Refused(List<BatchResult<TKey, TValue>> writers, CacheBackendException exception) =>
        writers.Select(static writer => writer.Flight).Where(flight => IsRefusedReplacement(flight, exception));

    private void NoteWrites(List<BatchResult<TKey, TValue>> writers)
    {
        foreach (var writer in writers)
        {
            NoteWrite(writer.Flight, in writer.Prepared);
        }
    }

    private void RememberWrites(List<BatchResult<TKey, TValue>> results)
    {
        foreach (var result in results)
        {
            RememberWrite(result.Flight);
        }
    }
}
