using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Cachekit.Telemetry;

internal sealed partial class MethodTelemetry
{
    private long _calls;
    private string? _getName;
    private string? _refreshName;

    /// <summary>Whether the log is to say how calls end.</summary>
    private bool IsLogging => _logRate > 0 && _logger.IsEnabled(LogLevel.Debug);

    /// <summary>A timestamp for a duration; 0 when nobody wants to know.</summary>
    internal long Start() => IsMeasured && (_instruments.LockDuration.Enabled || _instruments.SerializationDuration.Enabled) ? _timeProvider.GetTimestamp() : 0;

    /// <summary>A timestamp for a read of the backend. Always one: <c>Info</c> has their average.</summary>
    internal long StartRead() => _timeProvider.GetTimestamp();

    /// <summary>A body begins to run.</summary>
    internal BodyTimer StartBody() => new(this, IsMeasured && _instruments.BodyDuration.Enabled ? _timeProvider.GetTimestamp() : 0);

    /// <summary>A call begins that memory did not answer. Its activity is a child of the caller's.</summary>
    internal CallTrace Begin(CallKind kind)
    {
        Touch();
        var activity = IsMeasured && Instruments.Activities.HasListeners() ? Describe(Instruments.Activities.StartActivity(NameOf(kind))) : null;
        return Begin(activity);
    }

    /// <summary>
    /// A refresh begins in the background, in a flow of its own: it belongs to no request, so its activity is a new root with a link to the one whose call
    /// made the refresh start. What the body does belongs to it, and to no activity that may have ended long ago.
    /// </summary>
    /// <param name="trigger">The context of that activity; the default one: there was none.</param>
    internal CallTrace BeginRefresh(ActivityContext trigger)
    {
        Touch();
        Activity.Current = null;
        if (!IsMeasured || !Instruments.Activities.HasListeners())
        {
            return Begin(activity: null);
        }

        ActivityLink[]? links = trigger == default ? null : [new ActivityLink(trigger)];
        return Begin(Describe(Instruments.Activities.StartActivity(
            NameOf(CallKind.Refresh), ActivityKind.Internal, parentContext: default, tags: null, links)));
    }

    /// <summary>A call has ended.</summary>
    /// <param name="trace">From its begin.</param>
    /// <param name="layer">Where the value came from.</param>
    /// <param name="failure">What the caller gets instead of a value.</param>
    /// <returns>How long it took, where the log is to say it with <see cref="LogCall"/>.</returns>
    internal TimeSpan? End(in CallTrace trace, CacheLayer layer, Exception? failure)
    {
        if (trace.Activity is { } activity)
        {
            activity.SetTag(TagNames.Layer, TagNames.Of(layer));
            if (failure is not null)
            {
                // Without its message, which can quote arguments.
                activity.SetTag(TagNames.ErrorType, failure.GetType().FullName);
                activity.SetStatus(ActivityStatusCode.Error);
            }

            activity.Stop();
        }

        if (trace.StartedAt == 0)
        {
            return null;
        }

        var duration = _timeProvider.GetElapsedTime(trace.StartedAt);
        if (IsMeasured && _instruments.RequestDuration.Enabled)
        {
            var tags = TagsWith(TagNames.Layer, TagNames.Of(layer));
            tags.Add(TagNames.Outcome, failure is null ? "success" : "failure");
            _instruments.RequestDuration.Record(duration.TotalSeconds, tags);
        }

        return trace.IsLogged ? duration : null;
    }

    /// <summary>Says in the log how a call ended.</summary>
    /// <param name="key">The key as a log may have it.</param>
    /// <param name="layer">Where the value came from.</param>
    /// <param name="duration">How long it took.</param>
    /// <param name="failure">What the caller got instead of a value.</param>
    internal void LogCall(string key, CacheLayer layer, TimeSpan duration, Exception? failure)
    {
        var milliseconds = duration.TotalMilliseconds;
        if (failure is not null)
        {
            Log.CallFailed(_logger, Identity.Method, key, milliseconds, failure.GetType().Name);
        }
        else if (layer is CacheLayer.None)
        {
            Log.CallRanBody(_logger, Identity.Method, key, milliseconds);
        }
        else
        {
            Log.CallAnswered(_logger, Identity.Method, key, TagNames.Of(layer), milliseconds);
        }
    }

    /// <summary>A value was encoded, and sealed where a layer holds its stored form.</summary>
    /// <param name="startedAt">From <see cref="Start"/>.</param>
    /// <param name="valueBytes">The size of the encoded value.</param>
    /// <param name="entryBytes">The size of its stored form; 0: there is none.</param>
    internal void Encoded(long startedAt, int valueBytes, int entryBytes)
    {
        if (!IsMeasured)
        {
            return;
        }

        if (_instruments.ValueSize.Enabled)
        {
            _instruments.ValueSize.Record(valueBytes, Tags);
        }

        if (entryBytes != 0 && _instruments.EntrySize.Enabled)
        {
            _instruments.EntrySize.Record(entryBytes, Tags);
        }

        if (startedAt != 0 && _instruments.SerializationDuration.Enabled)
        {
            _instruments.SerializationDuration.Record(Seconds(startedAt), TagsWith(TagNames.Operation, "encode"));
        }
    }

    /// <summary>A value was made of what a layer holds.</summary>
    /// <param name="startedAt">From <see cref="Start"/>.</param>
    /// <param name="layer">The layer.</param>
    internal void Decoded(long startedAt, CacheLayer layer)
    {
        if (startedAt != 0 && IsMeasured && _instruments.SerializationDuration.Enabled)
        {
            var tags = TagsWith(TagNames.Operation, "decode");
            tags.Add(TagNames.Layer, TagNames.Of(layer));
            _instruments.SerializationDuration.Record(Seconds(startedAt), tags);
        }
    }

    private CallTrace Begin(Activity? activity)
    {
        var isLogged = IsLogging && IsInSample();
        var isTimed = isLogged || (IsMeasured && _instruments.RequestDuration.Enabled);
        return new CallTrace(isTimed ? _timeProvider.GetTimestamp() : 0, activity, isLogged);
    }

    private Activity? Describe(Activity? activity)
    {
        if (activity is { IsAllDataRequested: true })
        {
            foreach (var (name, value) in Tags)
            {
                activity.SetTag(name, value);
            }
        }

        return activity;
    }

    // Evenly, and without chance: of ten calls exactly one at a rate of 0.1.
    private bool IsInSample()
    {
        var call = Interlocked.Increment(ref _calls);
        return Math.Floor(call * _logRate) > Math.Floor((call - 1) * _logRate);
    }

    private string NameOf(CallKind kind) => kind switch
    {
        CallKind.Get => _getName ??= "cachekit get " + Identity.Method,
        CallKind.Refresh => _refreshName ??= "cachekit refresh " + Identity.Method,
        CallKind.Set => "cachekit set " + Identity.Method,
        CallKind.Batch => "cachekit batch " + Identity.Method,
        _ => "cachekit invalidate " + Identity.Method,
    };
}
