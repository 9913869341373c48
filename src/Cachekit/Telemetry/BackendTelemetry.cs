using System.Diagnostics;
using Cachekit.Resilience;

namespace Cachekit.Telemetry;

/// <summary>What happens to one backend in one runtime.</summary>
internal sealed class BackendTelemetry
{
    private readonly Instruments _instruments;
    private readonly TimeProvider _timeProvider;
    private readonly bool _isMeasured;
    private readonly long[] _errors = new long[Enum.GetValues<BackendErrorKind>().Length];
    private IBackendStatus? _status;
    private long _tooLarge;
    private long _sent;
    private long _received;
    private long _gaps;

    internal BackendTelemetry(string name, string? configuredName, bool isMeasured, Instruments instruments, TimeProvider timeProvider)
    {
        Name = name;
        ConfiguredName = configuredName;
        Tags = configuredName is null
            ? [new(TagNames.Backend, name)]
            : [new(TagNames.Backend, name), new(TagNames.BackendName, configuredName)];
        Identity = configuredName is null ? name : $"{name}\n{configuredName}";
        _isMeasured = isMeasured;
        _instruments = instruments;
        _timeProvider = timeProvider;
    }

    /// <summary>The kind of backend, for example <c>redis</c>.</summary>
    internal string Name { get; }

    /// <summary>The name under which methods use it; <see langword="null"/> for the one of all others.</summary>
    internal string? ConfiguredName { get; }

    /// <summary>The tags of its measurements.</summary>
    internal KeyValuePair<string, object?>[] Tags { get; }

    /// <summary>Equal where the tags are.</summary>
    internal string Identity { get; }

    /// <summary>What protects the backend; <see langword="null"/> when nothing does.</summary>
    internal IBackendStatus? Status
    {
        get => Volatile.Read(ref _status);
        set => Volatile.Write(ref _status, value);
    }

    internal long TooLarge => Volatile.Read(ref _tooLarge);

    internal long Sent => Volatile.Read(ref _sent);

    internal long Received => Volatile.Read(ref _received);

    internal long Gaps => Volatile.Read(ref _gaps);

    internal long Errors(BackendErrorKind kind) => Volatile.Read(ref _errors[(int)kind]);

    /// <summary>An operation begins.</summary>
    /// <param name="operation">What it does, as one of a few verbs.</param>
    /// <param name="key">The key that it is about, or an empty text; only its digest is kept.</param>
    /// <returns><see langword="null"/> when nobody listens. Otherwise it is disposed of at the operation's end.</returns>
    internal BackendCall? Begin(string operation, string key)
    {
        if (!_isMeasured)
        {
            return null;
        }

        var isTimed = _instruments.BackendDuration.Enabled;
        return isTimed || Instruments.Activities.HasListeners() ? new BackendCall(this, operation, key, isTimed ? _timeProvider.GetTimestamp() : 0) : null;
    }

    /// <summary>An operation has failed.</summary>
    /// <param name="exception">What it threw.</param>
    /// <param name="call">The operation, when it is watched.</param>
    internal void Failed(Exception exception, BackendCall? call)
    {
        call?.Failed(BackendErrors.ClassOf(exception));
        if (BackendErrors.IsRefusal(exception))
        {
            // The backend was not asked; those who refused have counted it.
            return;
        }

        if (exception is CacheBackendException { IsValueTooLarge: true })
        {
            Interlocked.Increment(ref _tooLarge);
        }
        else
        {
            Interlocked.Increment(ref _errors[(int)((exception as CacheBackendException)?.Kind ?? BackendErrorKind.Unknown)]);
        }
    }

    /// <summary>A message was sent to other processes.</summary>
    internal void NotificationSent() => Interlocked.Increment(ref _sent);

    /// <summary>A message of another process has come.</summary>
    internal void NotificationReceived() => Interlocked.Increment(ref _received);

    /// <summary>Messages may have been missed.</summary>
    internal void NotificationsMissed() => Interlocked.Increment(ref _gaps);

    /// <summary>An operation has ended.</summary>
    internal void Record(string operation, long startedAt, string outcome, string? errorType)
    {
        if (startedAt == 0 || !_instruments.BackendDuration.Enabled)
        {
            return;
        }

        var tags = new TagList(Tags) { { TagNames.Operation, operation }, { TagNames.Outcome, outcome } };
        if (errorType is not null)
        {
            tags.Add(TagNames.ErrorType, errorType);
        }

        _instruments.BackendDuration.Record(_timeProvider.GetElapsedTime(startedAt).TotalSeconds, tags);
    }
}
