using System.Diagnostics;
using Cachekit.Pipeline;

namespace Cachekit.Telemetry;

/// <summary>One operation of a backend that somebody watches: its activity and its duration. An operation that says nothing until its end was cancelled.</summary>
internal sealed class BackendCall : IDisposable
{
    private readonly BackendTelemetry _telemetry;
    private readonly string _operation;
    private readonly long _startedAt;
    private readonly Activity? _activity;
    private string _outcome = "cancelled";
    private string? _errorType;

    internal BackendCall(BackendTelemetry telemetry, string operation, string key, long startedAt)
    {
        _telemetry = telemetry;
        _operation = operation;
        _startedAt = startedAt;
        _activity = Instruments.Activities.StartActivity("cachekit backend " + operation, ActivityKind.Client);
        if (_activity is { IsAllDataRequested: true } activity)
        {
            foreach (var (name, value) in telemetry.Tags)
            {
                activity.SetTag(name, value);
            }

            activity.SetTag(TagNames.Operation, operation);
            if (key.Length > 0)
            {
                activity.SetTag(TagNames.KeyDigest, KeyDigest.Of(key));
            }
        }
    }

    /// <summary>It did what it should.</summary>
    internal void Answered<TResult>(TResult result) => _outcome = result is BackendValue value ? (value.Found ? "hit" : "miss") : "success";

    /// <summary>There was, or was not, what it asked for.</summary>
    internal void Found(bool found) => _outcome = found ? "hit" : "miss";

    /// <summary>It failed.</summary>
    internal void Failed(string errorClass)
    {
        _outcome = "failure";
        _errorType = errorClass;
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
