using System.Threading.Channels;

namespace Cachekit.Backends.Tests.Http;

/// <summary>A clock that stands still until somebody waits for it, and then moves exactly as far as that wait.</summary>
internal sealed class SteppedClock : TimeProvider
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    public override long TimestampFrequency => _clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _clock.GetUtcNow();

    public override long GetTimestamp() => _clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = _clock.CreateTimer(callback, state, dueTime, period);
        _waits.Writer.TryWrite(dueTime);
        return timer;
    }

    public void Advance(TimeSpan by) => _clock.Advance(by);

    /// <summary>Ends each wait that begins, until a task has ended. Waits as long as the limit of a call are that limit.</summary>
    public async Task<T> RunAsync<T>(Task<T> task, TimeSpan limit)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        while (true)
        {
            var wait = _waits.Reader.ReadAsync(end.Token).AsTask();
            if (await Task.WhenAny(task, wait) == task)
            {
                await end.CancelAsync();
                return await task;
            }

            if (await wait is var time && time != limit)
            {
                _clock.Advance(time);
            }
        }
    }
}
