using System.Diagnostics;
using Cachekit.Pipeline;

namespace Cachekit.Telemetry;

/// <summary>One operation of a backend that somebody watches: its activity and its duration. An operation that says nothing until its end was cancelled.</summary>
internal sealed class BackendCall : IDisposable
{
    private static readonly string[] Names = [.. Enum.GetValues<BackendOperation>().Select(static operation => "cachekit backend " + TagNames.Of(operation))];

    private readonly BackendTelemetry _telemetry;
    private readonly BackendOperation _operation;
    private readonly long _startedAt;
    private readonly Activity? _activity;
    private string _outcome = "cancelled";
    private string? _errorType;

    internal BackendCall(BackendTelemetry telemetry, BackendOperation operation, long startedAt)
    {
        _telemetry = telemetry;
        _operation = operation;
        _startedAt = startedAt;
        _activity = Instruments.Activities.StartActivity(Names[(int)operation], ActivityKind.Client);
        if (_activity is { IsAllDataRequested: true } activity)
        {
            foreach (var (name, value) in telemetry.Tags)
            {
                activity.SetTag(name, value);
            }

            activity.SetTag(TagNames.Operation, TagNames.Of(operation));
        }
    }

    /// <summary>Which entry it is about; only its digest is kept.</summary>
    internal BackendCall About(string key)
    {
        if (_activity is { IsAllDataRequested: true } activity)
        {
            activity.SetTag(TagNames.KeyDigest, KeyDigest.Of(key));
        }

        return this;
    }

    /// <summary>A read was answered.</summary>
    internal void Answered(bool found) => _outcome = found ? "hit" : "miss";

    /// <summary>It did what it should.</summary>
    internal void Succeeded() => _outcome = "success";

    /// <summary>It failed.</summary>
    internal void Failed(BackendErrorKind kind)
    {
        _outcome = "failure";
        _errorType = TagNames.Of(kind);
    }

    public void Dispose()
    {
        _telemetry.Record(_operation, _startedAt, _outcome, _errorType);
        if (_activity is { } activity)
        {
            activity.SetTag(TagNames.Outcome, _outcome);
            if (_errorType is not null)
            {
                activity.SetTag(TagNames.ErrorType, _errorType);
                activity.SetStatus(ActivityStatusCode.Error);
            }

            activity.Dispose();
        }
    }
}
