namespace Cachekit.Tests.Model;

/// <summary>Where everything that takes time in the model waits until the schedule lets it go on.</summary>
internal sealed class Turnstile
{
    private readonly object _lock = new();
    private readonly List<(string What, TaskCompletionSource Gate)> _waiting = [];
    private bool _open;

    public int Waiting
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    public Task WaitAsync(string what)
    {
        lock (_lock)
        {
            if (_open)
            {
                return Task.CompletedTask;
            }

            var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((what, gate));
            return gate.Task;
        }
    }

    /// <summary>Lets one go on.</summary>
    /// <param name="roll">Chooses among as many as there are.</param>
    /// <returns>What it was.</returns>
    public string? Release(Func<int, int> roll)
    {
        TaskCompletionSource gate;
        string what;
        lock (_lock)
        {
            if (_waiting.Count == 0)
            {
                return null;
            }

            var index = roll(_waiting.Count);
            (what, gate) = _waiting[index];
            _waiting.RemoveAt(index);
        }

        gate.SetResult();
        return what;
    }

    /// <summary>From now on nobody waits.</summary>
    public void Open()
    {
        List<(string What, TaskCompletionSource Gate)> all;
        lock (_lock)
        {
            _open = true;
            all = [.. _waiting];
            _waiting.Clear();
        }

        foreach (var (_, gate) in all)
        {
            gate.SetResult();
        }
    }
}
