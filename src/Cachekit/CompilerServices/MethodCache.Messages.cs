using Cachekit.Flights;
using Cachekit.Invalidation;
using Cachekit.Keys;
using Cachekit.Local;
using Cachekit.Pipeline;
using Cachekit.Storage;
using Cachekit.Telemetry;

namespace Cachekit.CompilerServices;

// What a method says to the same method in other processes, and hears from it. Without a backend, or where the setting is off, there is no hub and none of it happens.
public sealed partial class MethodCache<TKey, TValue> : IInvalidationTarget
{
    private readonly InvalidationHub? _hub;
    private readonly ulong _scope;
    private readonly ulong _namespaceScope;

    ulong IInvalidationTarget.Scope => _scope;

    ulong IInvalidationTarget.NamespaceScope => _namespaceScope;

    string? IInvalidationTarget.Namespace => _definition.Namespace;

    string IInvalidationTarget.Method => _definition.Method;

    void IInvalidationTarget.Forget(ulong entry, long stamp)
    {
        foreach (var (_, flight) in _flights.Concat(_refreshes))
        {
            // A body that runs began before the message came, and may have begun before the change: whatever the clocks say, its result is not kept.
            // A value given by hand is as new as its call.
            if (TargetHash.Of(flight.TextKey!) == entry && !(flight.IsGiven && flight.Stamp >= stamp))
            {
                flight.Detach();
                TakeOut(flight);
            }
        }

        _store?.RemoveByText(entry, stamp);
        _telemetry.Invalidated(InvalidationScope.Entry, remote: true);
    }

    void IInvalidationTarget.ForgetAll(long stamp)
    {
        _methodMarker?.RaiseTo(stamp);
        _namespaceMarker?.Doubt();
        _store?.InvalidateAll(Epoch.Next());
        DetachFlights();
        _telemetry.Invalidated(InvalidationScope.Method, remote: true);
    }

    void IInvalidationTarget.ForgetTag(ulong tag)
    {
        InvalidateTag(tag);
        _telemetry.Invalidated(InvalidationScope.Tag, remote: true);
    }

    void IInvalidationTarget.Flush(bool detach)
    {
        _methodMarker?.Doubt();
        _namespaceMarker?.Doubt();
        _store?.InvalidateAll(Epoch.Next());
        if (detach)
        {
            DetachFlights();
        }
    }

    bool IInvalidationTarget.TryRaiseLater()
    {
        if (_methodMarker is not null)
        {
            _methodMarker.Rise();
            _hub!.Remember(InvalidationKind.Methods, _scope, _methodMarker, _policy.MarkerLife);
            return true;
        }

        if (_keys is InteropKeyFormat shared && _port!.CanDeleteByPrefix)
        {
            _hub!.RememberShared(_scope, shared.Prefix);
            return true;
        }

        return false;
    }

    /// <summary>The method in messages: by the key of its marker, or by how its shared keys begin.</summary>
    private ulong ScopeOf() => TargetHash.Of(_methodMarker?.Key ?? (_keys as InteropKeyFormat)?.Prefix ?? "");

    /// <summary>What memory knows an entry by besides its key.</summary>
    private LocalMark? MarkOf(in TKey key, string? textKey, long stamp, EntryMetadata? metadata)
    {
        var text = _hub is null ? 0 : TargetHash.Of(textKey!);
        var tags = TagHashesOf(in key, metadata);
        return text == 0 && tags is null && metadata is null ? null : new LocalMark(text, stamp, tags, metadata);
    }

    /// <summary>Before the body runs: what it finds is no older than this, and later than every marker that was read for the call.</summary>
    private void StampAnew(Flight<TKey, TValue> flight)
    {
        if (flight.Stamp != 0)
        {
            flight.Stamp = StampClock.Next(_timeProvider);
        }
    }

    /// <summary>As for one flight; all of a batch get the same stamp, so that one message can speak of all of them.</summary>
    private void StampAnew(List<BatchSeat<TKey, TValue>> seats)
    {
        if (seats[0].Flight.Stamp == 0)
        {
            return;
        }

        var stamp = StampClock.Next(_timeProvider);
        foreach (var seat in seats)
        {
            seat.Flight.Stamp = stamp;
        }
    }

    /// <summary>Says that a value is on its way into the backend: should an invalidation overtake it, it is taken out again.</summary>
    private void NoteWrite(Flight<TKey, TValue> flight, in Prepared<TValue> prepared)
    {
        if (_hub is not null && prepared.Entry is not null)
        {
            _hub.Wrote(this, flight.TextKey!, prepared.Entry, flight.Stamp, flight.IsGiven);
        }
    }

    /// <summary>
    /// After a replacement by hand, also one that was overtaken: other processes hold the older value in memory, and a write that was begun before it may still arrive.
    /// </summary>
    private ValueTask TellWriteAsync(Flight<TKey, TValue> flight, CancellationToken cancellationToken)
    {
        if (_hub is null || !flight.TellsOthers || flight.IsAbandoned)
        {
            return default;
        }

        string[] textKeys = [flight.TextKey!];
        _hub.Note(textKeys, flight.Stamp);
        return _hub.TellAsync(this, _definition.Namespace, textKeys, flight.Stamp, cancellationToken);
    }

    /// <inheritdoc cref="TellWriteAsync"/>
    private void TellWrite(Flight<TKey, TValue> flight)
    {
        if (_hub is not null && flight.TellsOthers && !flight.IsAbandoned)
        {
            string[] textKeys = [flight.TextKey!];
            _hub.Note(textKeys, flight.Stamp);
            _hub.Tell(this, _definition.Namespace, textKeys, flight.Stamp);
        }
    }

    /// <summary>As <see cref="TellWriteAsync"/>, for all replacements of a batch together.</summary>
    private ValueTask TellWritesAsync(List<BatchResult<TKey, TValue>> results, CancellationToken cancellationToken) =>
        NoteReplacements(results, out var stamp) is { Length: > 0 } textKeys ? _hub!.TellAsync(this, _definition.Namespace, textKeys, stamp, cancellationToken) : default;

    /// <inheritdoc cref="TellWritesAsync"/>
    private void TellWrites(List<BatchResult<TKey, TValue>> results)
    {
        if (NoteReplacements(results, out var stamp) is { Length: > 0 } textKeys)
        {
            _hub!.Tell(this, _definition.Namespace, textKeys, stamp);
        }
    }

    private string[] NoteReplacements(List<BatchResult<TKey, TValue>> results, out long stamp)
    {
        stamp = 0;
        if (_hub is null)
        {
            return [];
        }

        var textKeys = new List<string>();
        foreach (var flight in results.Select(static result => result.Flight))
        {
            if (flight.TellsOthers && !flight.IsAbandoned)
            {
                stamp = flight.Stamp;
                _hub.Note([flight.TextKey!], stamp);
                textKeys.Add(flight.TextKey!);
            }
        }

        return [.. textKeys];
    }

    /// <summary>After a replacement by hand that the backend did not take: what it holds instead is not true any more.</summary>
    private void RememberWrite(Flight<TKey, TValue> flight)
    {
        if (_hub is not null && flight.TellsOthers)
        {
            string[] textKeys = [flight.TextKey!];
            _hub.Note(textKeys, flight.Stamp);
            _hub.Remember(this, textKeys, flight.Stamp);
        }
    }
}
