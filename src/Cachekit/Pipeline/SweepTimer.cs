namespace Cachekit.Pipeline;

/// <summary>Sweeps a runtime's memory now and then, without keeping alive a runtime that was dropped and not disposed of.</summary>
internal sealed class SweepTimer : IDisposable
{
    internal static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    private readonly WeakReference<CachekitRuntime> _runtime;
    private readonly ITimer _timer;

    internal SweepTimer(CachekitRuntime runtime)
    {
        _runtime = new WeakReference<CachekitRuntime>(runtime);

        // Without the flow of whatever call happens to come first. .NET 8 throws when a control that controls nothing is disposed of.
        using AsyncFlowControl? unflowed = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
        _timer = runtime.TimeProvider.CreateTimer(static state => ((SweepTimer)state!).Tick(), this, Period, Period);
    }

    public void Dispose() => _timer.Dispose();

    private void Tick()
    {
        if (_runtime.TryGetTarget(out var runtime))
        {
            runtime.Sweep();
        }
        else
        {
            _timer.Dispose();
        }
    }
}
