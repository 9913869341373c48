namespace Cachekit.TestSupport.Backends;

/// <summary>Where calls wait until a test opens it; opened once, it stays open.</summary>
public sealed class BackendGate
{
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly object _lock = new();
    private readonly List<(int Count, TaskCompletionSource Reached)> _watchers = [];
    private int _arrived;

    /// <summary>How many calls have come to the gate, also those that went on.</summary>
    public int Arrived
    {
        get
        {
            lock (_lock)
            {
                return _arrived;
            }
        }
    }

    /// <summary>Completes when so many calls have come to the gate.</summary>
    public Task WhenArrivedAsync(int count = 1)
    {
        lock (_lock)
        {
            if (_arrived >= count)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _watchers.Add((count, reached));
            return reached.Task;
        }
    }

    /// <summary>Lets all calls go on, those that wait and those to come.</summary>
    public void Open() => _open.TrySetResult();

    internal Task PassAsync(CancellationToken cancellationToken)
    {
        Arrive();
        return _open.Task.WaitAsync(cancellationToken);
    }

    internal void Pass()
    {
        Arrive();
        _open.Task.GetAwaiter().GetResult();
    }

    private void Arrive()
    {
        lock (_lock)
        {
            _arrived++;
            foreach (var (count, reached) in _watchers)
            {
                if (_arrived >= count)
                {
                    reached.TrySetResult();
                }
            }
        }
    }
}
