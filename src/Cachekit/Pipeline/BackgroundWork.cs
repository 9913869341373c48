using System.Diagnostics.CodeAnalysis;

namespace Cachekit.Pipeline;

/// <summary>What a runtime does without a caller who waits for it: how much runs, when none does, and its end.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable",
    Justification = "The source has no timer and no wait handle, and work that outlives the runtime may still ask its token.")]
internal sealed class BackgroundWork
{
    private readonly object _lock = new();
    private readonly CancellationTokenSource _stopping = new();
    private TaskCompletionSource? _idle;
    private int _running;
    private bool _stopped;

    internal BackgroundWork() => Stopping = _stopping.Token;

    /// <summary>Cancelled when the runtime is disposed of.</summary>
    internal CancellationToken Stopping { get; }

    /// <summary>Counts work in until the result is disposed of.</summary>
    /// <returns><see langword="null"/> when the runtime has been disposed of: nothing new begins.</returns>
    internal IDisposable? TryBegin()
    {
        lock (_lock)
        {
            if (_stopped)
            {
                return null;
            }

            _running++;
            return new Work(this);
        }
    }

    /// <summary>Waits until nothing runs.</summary>
    internal Task WhenIdleAsync()
    {
        lock (_lock)
        {
            return _running == 0
                ? Task.CompletedTask
                : (_idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>From now on nothing begins, and what runs is asked to end.</summary>
    internal void Stop()
    {
        lock (_lock)
        {
            if (_stopped)
            {
                return;
            }

            _stopped = true;
        }

        _stopping.Cancel();
    }

    private void End()
    {
        TaskCompletionSource? idle = null;
        lock (_lock)
        {
            if (--_running == 0)
            {
                (idle, _idle) = (_idle, null);
            }
        }

        idle?.SetResult();
    }

    private sealed class Work(BackgroundWork owner) : IDisposable
    {
        private int _ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 0)
            {
                owner.End();
            }
        }
    }
}
