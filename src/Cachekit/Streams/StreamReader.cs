using Cachekit.CompilerServices;
using Cachekit.Flights;

namespace Cachekit.Streams;

/// <summary>One enumeration of a stream that memory does not have.</summary>
internal sealed class StreamReader<TKey, T>
    where TKey : struct, ICacheKey<TKey>
{
    private readonly MethodCache<TKey, IReadOnlyList<T>> _cache;
    private readonly StreamRecording<TKey, T> _recording;
    private readonly FlightNode? _caller = FlightNode.Current;
    private readonly bool _leads;
    private StreamItem<T> _at;
    private IReadOnlyList<T>? _found;
    private int _index;
    private bool _isCounted;

    private StreamReader(MethodCache<TKey, IReadOnlyList<T>> cache, StreamRecording<TKey, T> recording, StreamItem<T> at, bool leads)
    {
        _cache = cache;
        _recording = recording;
        _at = at;
        _leads = leads;
    }

    /// <summary>The item that was read last.</summary>
    internal T Current { get; private set; } = default!;

    /// <summary>Joins the recording of these arguments, or starts one. What it finds without a recording, it has whole.</summary>
    internal static async ValueTask<StreamReader<TKey, T>> OpenAsync<TBody>(
        MethodCache<TKey, IReadOnlyList<T>> cache, TKey key, TBody body, CancellationToken cancellationToken)
        where TBody : struct, IStreamBody<T>
    {
        while (true)
        {
            var flight = cache.BoardStream(in key, CacheScope.Mode, out var leads);
            var recording = cache.RecordingOf(flight);
            if (leads)
            {
                recording.Drive(token => body.Invoke(token));
            }

            if (recording.TryEnter() is not { } start)
            {
                // Given up between the two: on with a flight of one's own.
                FlightNode.Current?.StopWaitingFor(flight.Node);
                await cache.LeaveStreamAsync(recording).ConfigureAwait(false);
                continue;
            }

            var reader = new StreamReader<TKey, T>(cache, recording, start, leads);
            var isOpen = false;
            try
            {
                isOpen = await reader.TryStartAsync(cancellationToken).ConfigureAwait(false);
                if (isOpen)
                {
                    return reader;
                }
            }
            finally
            {
                if (!isOpen)
                {
                    await reader.LeaveAsync().ConfigureAwait(false);
                }
            }
        }
    }

    /// <summary>Goes to the next item.</summary>
    /// <param name="cancellationToken">The reader's own token.</param>
    /// <returns>Whether there is one.</returns>
    internal async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        if (_found is null)
        {
            var (step, item) = await _recording.NextAsync(_at, _leads, cancellationToken).ConfigureAwait(false);
            switch (step)
            {
                case StreamStep.Item:
                    CountMiss();
                    _at = item!;
                    Current = _cache.ItemOf(_recording.Flight, item!);
                    return true;
                case StreamStep.End:
                    CountMiss();
                    return false;
                default:
                    // Counted when it is delivered.
                    _found = await _cache.DeliverStreamAsync(_recording.Flight, _leads).ConfigureAwait(false);
                    break;
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (_index == _found.Count)
        {
            return false;
        }

        Current = _found[_index++];
        return true;
    }

    /// <summary>The reader reads no further.</summary>
    internal ValueTask LeaveAsync()
    {
        _caller?.StopWaitingFor(_recording.Flight.Node);
        return _cache.LeaveStreamAsync(_recording);
    }

    /// <returns><see langword="false"/> when the flight that was joined had no result.</returns>
    private async ValueTask<bool> TryStartAsync(CancellationToken cancellationToken)
    {
        if (_leads)
        {
            return true;
        }

        try
        {
            // One that replaces the entry at once, say.
            if (await _recording.WaitForStartAsync(cancellationToken).ConfigureAwait(false))
            {
                _found = await _cache.DeliverStreamAsync(_recording.Flight, leads: false).ConfigureAwait(false);
            }

            return true;
        }
        catch (FlightWithoutResultException)
        {
            return false;
        }
    }

    private void CountMiss()
    {
        if (!_isCounted)
        {
            _isCounted = true;
            _cache.CountStreamMiss();
        }
    }
}
