using Cachekit.Keys;
using Cachekit.Pipeline;

namespace Cachekit.Invalidation;

internal sealed partial class InvalidationHub
{
    /// <summary>Notes in this process that entries are invalid, before memory is asked again.</summary>
    /// <param name="textKeys">The entries.</param>
    /// <param name="stamp">What is older is invalid.</param>
    internal void Note(ReadOnlySpan<string> textKeys, long stamp)
    {
        foreach (var textKey in textKeys)
        {
            _ledger.Note(TargetHash.Of(textKey), stamp);
        }
    }

    /// <summary>Remembers entries that the backend has not removed, or that nobody knows of.</summary>
    internal void Remember(IInvalidationTarget sender, ReadOnlySpan<string> textKeys, long stamp)
    {
        foreach (var textKey in textKeys)
        {
            RememberOr(new PendingInvalidation.Entry(sender.Scope, TargetHash.Of(textKey), stamp, textKey), sender);
        }
    }

    /// <summary>Remembers a marker that the backend has not taken.</summary>
    internal void Remember(InvalidationKind kind, ulong target, Marker marker, TimeSpan? life) =>
        _pending.TryAdd(new PendingInvalidation.Risen(kind, target, marker.Newest, marker, life));

    /// <summary>Remembers shared entries that the backend has not removed.</summary>
    internal void RememberShared(ulong scope, string prefix) => _pending.TryAdd(new PendingInvalidation.Shared(scope, StampClock.Next(TimeProvider), prefix));

    /// <summary>Tells other processes that entries of a method are invalid, after the backend has removed or replaced them. What cannot be said is remembered.</summary>
    /// <param name="sender">The method.</param>
    /// <param name="ns">Its namespace.</param>
    /// <param name="textKeys">The entries.</param>
    /// <param name="stamp">What is older is invalid.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async ValueTask TellAsync(IInvalidationTarget sender, string? ns, string[] textKeys, long stamp, CancellationToken cancellationToken)
    {
        var targets = Hashes(textKeys);
        ForgetBeside(sender, targets, stamp);
        await TellAsync(InvalidationKind.Entries, sender.Scope, targets, stamp, GenerationOf(ns), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc cref="TellAsync(IInvalidationTarget, string?, string[], long, CancellationToken)"/>
    internal void Tell(IInvalidationTarget sender, string? ns, string[] textKeys, long stamp)
    {
        var targets = Hashes(textKeys);
        ForgetBeside(sender, targets, stamp);
        Tell(InvalidationKind.Entries, sender.Scope, targets, stamp, GenerationOf(ns));
    }

    /// <summary>Tells other processes that methods, a namespace or tags are invalid.</summary>
    /// <param name="kind">What they are.</param>
    /// <param name="scope">The method of entries; 0 for other kinds.</param>
    /// <param name="targets">The hashes.</param>
    /// <param name="stamp">What is older is invalid.</param>
    /// <param name="generation">What processes without messages look at, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async ValueTask TellAsync(InvalidationKind kind, ulong scope, ulong[] targets, long stamp, string? generation, CancellationToken cancellationToken)
    {
        if (_poll is not null && generation is not null)
        {
            try
            {
                await _poll.RaiseAsync(generation, cancellationToken).ConfigureAwait(false);
            }
            catch (CacheBackendException exception)
            {
                NotTold(exception, kind, scope, targets, stamp);
            }
        }

        for (var start = 0; _port.SupportsMessages && start < targets.Length; start += InvalidationMessage.MaxTargets)
        {
            var part = targets.AsMemory(start, Math.Min(InvalidationMessage.MaxTargets, targets.Length - start));
            try
            {
                await _port.PublishAsync(InvalidationMessage.Create(kind, _source, stamp, scope, part.Span), cancellationToken).ConfigureAwait(false);
                _port.Telemetry.NotificationSent();
            }
            catch (CacheBackendException exception)
            {
                NotTold(exception, kind, scope, part.Span, stamp);
            }
            catch (OperationCanceledException)
            {
                NotTold(null, kind, scope, targets.AsSpan(start), stamp);
                throw;
            }
        }
    }

    /// <inheritdoc cref="TellAsync(InvalidationKind, ulong, ulong[], long, string?, CancellationToken)"/>
    internal void Tell(InvalidationKind kind, ulong scope, ulong[] targets, long stamp, string? generation)
    {
        if (_poll is not null && generation is not null)
        {
            try
            {
                _poll.Raise(generation);
            }
            catch (CacheBackendException exception)
            {
                NotTold(exception, kind, scope, targets, stamp);
            }
        }

        for (var start = 0; _port.SupportsMessages && start < targets.Length; start += InvalidationMessage.MaxTargets)
        {
            var part = targets.AsSpan(start, Math.Min(InvalidationMessage.MaxTargets, targets.Length - start));
            try
            {
                _port.Publish(InvalidationMessage.Create(kind, _source, stamp, scope, part));
                _port.Telemetry.NotificationSent();
            }
            catch (CacheBackendException exception)
            {
                NotTold(exception, kind, scope, part, stamp);
            }
        }
    }

    /// <summary>Tells others of what the backend has taken at last.</summary>
    /// <exception cref="CacheBackendException">The backend failed.</exception>
    internal async ValueTask TellAgainAsync(List<PendingInvalidation> batch)
    {
        if (Backend is INotifyingCacheBackend messages)
        {
            // One stamp for all: what others have made between the first and the last of them is made once more.
            var stamp = batch.Max(static pending => pending.Stamp);
            ulong[] targets = [.. batch.Select(static pending => pending.Target)];
            await messages.PublishAsync(InvalidationMessage.Create(batch[0].Kind, _source, stamp, batch[0].Scope, targets), CancellationToken.None).ConfigureAwait(false);
        }
        else if (_poll is not null)
        {
            await _poll.RaiseAllAsync().ConfigureAwait(false);
        }
    }

    /// <summary>What processes without messages look at.</summary>
    internal string? GenerationOf(string? ns) => _poll is null ? null : CacheKeyText.CreateGeneration(ns);

    internal string? GenerationOfTags => _poll is null ? null : CacheKeyText.TagGeneration;

    private static ulong[] Hashes(string[] textKeys) => Array.ConvertAll(textKeys, TargetHash.Of);

    /// <summary>Two methods of this process can share entries, and own messages are not heard.</summary>
    private void ForgetBeside(IInvalidationTarget sender, ulong[] targets, long stamp)
    {
        var beside = InScope(sender.Scope);
        if (beside.Length < 2)
        {
            return;
        }

        foreach (var other in beside)
        {
            if (ReferenceEquals(other, sender))
            {
                continue;
            }

            foreach (var target in targets)
            {
                other.Forget(target, stamp);
            }
        }
    }

    private void NotTold(CacheBackendException? exception, InvalidationKind kind, ulong scope, ReadOnlySpan<ulong> targets, long stamp)
    {
        if (exception is { Kind: BackendErrorKind.Permanent or BackendErrorKind.Authentication })
        {
            // Whoever may not publish will not later either: the bound is the life in memory then.
            Log.RefusedForGood(Logger, exception, Backend.Name);
            return;
        }

        foreach (var target in targets)
        {
            RememberOr(new PendingInvalidation.Untold(kind, scope, target, stamp), InScope(scope).FirstOrDefault());
        }
    }

    private void RememberOr(PendingInvalidation pending, IInvalidationTarget? method)
    {
        if (_pending.TryAdd(pending))
        {
            return;
        }

        if (method?.TryRaiseLater() is true)
        {
            Log.TooManyToRemember(Logger, Backend.Name, method.Method);
        }
        else
        {
            Log.Forgotten(Logger, Backend.Name, method?.Method ?? "");
        }
    }
}
