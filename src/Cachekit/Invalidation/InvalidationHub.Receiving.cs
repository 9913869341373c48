using Cachekit.Hashing;
using Cachekit.Pipeline;

namespace Cachekit.Invalidation;

internal sealed partial class InvalidationHub
{
    /// <summary>Hears a message. Nothing in it is trusted, and nothing here waits.</summary>
    internal void Receive(ReadOnlyMemory<byte> bytes)
    {
        if (!InvalidationMessage.TryParse(bytes.Span, out var message))
        {
            var count = Interlocked.Increment(ref _malformed);
            if (count == 1)
            {
                Log.Malformed(Logger, Backend.Name);
            }
            else
            {
                Log.MalformedAgain(Logger, Backend.Name, count);
            }

            return;
        }

        if (message.Source == _source)
        {
            return;
        }

        _port.Telemetry.NotificationReceived();

        // From here on this process stamps later than the sender did, so what it makes now is newer.
        var stamp = StampClock.Observe(message.Stamp, TimeProvider, StampClock.MaxMessageLead);
        for (var i = 0; i < message.Count; i++)
        {
            Receive(in message, message[i], stamp);
        }
    }

    /// <summary>Messages may have been missed: what they would have said is taken as said.</summary>
    internal void Gap()
    {
        var targets = Targets;
        foreach (var target in targets)
        {
            target.Flush(detach: true);
        }

        Tags.Doubt();
        _port.Telemetry.NotificationsMissed();
        Log.Gap(Logger, Backend.Name, targets.Length);
        foreach (var (scope, entry, textKey, stamp) in _ledger.TakeRecent())
        {
            // Its invalidation may be what was missed. What others have made since is later than it.
            _pending.TryAdd(new PendingInvalidation.Entry(scope, entry, stamp + 1, textKey));
        }

        // Listening works, so the backend does.
        _pending.TryNow();
    }

    /// <summary>Listening has begun: what came into memory before is not trusted. Bodies that run may leave their results in the backend.</summary>
    internal void Begin()
    {
        foreach (var target in Targets)
        {
            target.Flush(detach: false);
        }

        Tags.Doubt();
        _pending.TryNow();
    }

    /// <summary>Something in a namespace has changed.</summary>
    /// <param name="ns">The namespace; <see langword="null"/>: any.</param>
    internal void Flush(string? ns)
    {
        foreach (var target in Targets)
        {
            if (ns is null || string.Equals(target.Namespace ?? "", ns, StringComparison.Ordinal))
            {
                target.Flush(detach: false);
            }
        }

        Tags.Doubt();
    }

    private void Receive(in InvalidationMessage message, ulong target, long stamp)
    {
        switch (message.Kind)
        {
            case InvalidationKind.Entries:
                ReceiveEntry(message.Scope, target, stamp);
                break;
            case InvalidationKind.Methods:
                foreach (var method in InScope(target))
                {
                    method.ForgetAll(stamp);
                }

                break;
            case InvalidationKind.Namespaces:
                foreach (var method in Targets)
                {
                    if (method.NamespaceScope == target)
                    {
                        method.ForgetAll(stamp);
                    }
                }

                break;
            default:
                Tags.RaiseTo(target, stamp);
                foreach (var method in Targets)
                {
                    method.ForgetTag(target);
                }

                break;
        }
    }

    private void ReceiveEntry(ulong scope, ulong entry, long stamp)
    {
        var methods = InScope(scope);
        if (methods.Length == 0)
        {
            return;
        }

        var isNews = _ledger.Note(entry, stamp);
        foreach (var method in methods)
        {
            method.Forget(entry, stamp);
        }

        // Each process does it once for an invalidation, or two of them could go on answering each other.
        if (isNews && _ledger.TryTakeOvertaken(entry, stamp, out var textKey, out var content))
        {
            _ = RemoveLateWriteAsync(scope, entry, stamp, textKey, content);
        }
    }

    /// <summary>
    /// A value that this process made of older data may have arrived in the backend after its entry was removed or replaced there. If it is there, it goes again, and so it
    /// does from processes that have read it since. What has replaced it stays.
    /// </summary>
    private async Task RemoveLateWriteAsync(ulong scope, ulong entry, long stamp, string textKey, ulong content)
    {
        try
        {
            if (await IsInBackendAsync(textKey, content).ConfigureAwait(false))
            {
                await _port.DeleteAsync(textKey, CancellationToken.None).ConfigureAwait(false);
                Log.LateWriteRemoved(Logger, Backend.Name);
            }
        }
        catch (CacheBackendException)
        {
            // The port has logged it.
            RememberOr(new PendingInvalidation.Entry(scope, entry, stamp, textKey), InScope(scope).FirstOrDefault());
            return;
        }

        // With the stamp that it has: a later one would make invalid what others have made since.
        await TellAsync(InvalidationKind.Entries, scope, [entry], stamp, generation: null, CancellationToken.None).ConfigureAwait(false);
    }

    private async ValueTask<bool> IsInBackendAsync(string textKey, ulong content)
    {
        using var found = await _port.GetAsync(textKey, withLife: false, CancellationToken.None).ConfigureAwait(false);
        return found.Found && XxHash3.Hash(found.Bytes.Span) == content;
    }
}
