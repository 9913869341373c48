using System.Collections.Concurrent;
using System.Diagnostics;

namespace Cachekit.Tests.Telemetry;

/// <summary>Keeps the activities of Cachekit that have ended.</summary>
internal sealed class ActivityRecorder : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    public ActivityRecorder()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == CachekitTelemetry.ActivitySourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public IReadOnlyList<Activity> Ended => [.. _ended];

    public Activity One(string name) => Assert.Single(_ended, activity => activity.OperationName == name);

    public void Dispose() => _listener.Dispose();
}
