using Cachekit.Resilience;

namespace Cachekit.Telemetry;

/// <summary>The state of a backend's stack.</summary>
internal sealed class StackStatus(BackendStack stack) : IBackendStatus
{
    public CacheBreakerState BreakerState => stack.Breaker.State;

    public int Running => stack.Gate.Running;

    public int Queued => stack.Gate.Queued;

    public int QueueLimit => stack.Gate.QueueLimit;

    public TimeSpan? Timeout => stack.CurrentTimeout;

    public long BreakerRefusals => stack.Breaker.Refusals;

    public long QueueRefusals => stack.Gate.Refusals;

    public long Retries => stack.Retries;
}
