namespace Cachekit.Telemetry;

/// <summary>One run of a body. A variable of the method that runs it: it counts once, whatever is called afterwards.</summary>
internal struct BodyTimer
{
    private readonly MethodTelemetry? _telemetry;
    private readonly long _startedAt;
    private bool _ended;

    internal BodyTimer(MethodTelemetry telemetry, long startedAt)
    {
        _telemetry = telemetry;
        _startedAt = startedAt;
    }

    /// <summary>The body has returned.</summary>
    internal void Succeeded() => End(failed: false);

    /// <summary>Something has failed: the body, unless it had returned before.</summary>
    internal void FailedUnlessEnded() => End(failed: true);

    private void End(bool failed)
    {
        if (!_ended)
        {
            _ended = true;
            _telemetry?.BodyRan(_startedAt, failed);
        }
    }
}
