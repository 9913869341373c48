using System.Globalization;
using static Cachekit.Backends.Tests.Http.HttpWorld;

namespace Cachekit.Backends.Tests.Http;

/// <summary>What is sent again, when, and how often. No test waits for a real clock.</summary>
public class HttpRetryTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FailureThatPasses_IsRepeated_WithGrowingDelays(bool sync)
    {
        var clock = new SteppedClock();
        await using var world = Create(clock);
        List<double> times = [];
        var answers = new Queue<WireAnswer>([WireAnswer.Status(500), WireAnswer.Raw("garbage\r\n\r\n"), WireAnswer.Status(429), WireAnswer.Status(200, "v")]);
        world.Server.Answer = _ =>
        {
            times.Add((clock.GetUtcNow() - new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)).TotalMilliseconds);
            return answers.Dequeue();
        };

        var found = await clock.RunAsync(world.GetAsync("k", sync), Limit);

        Assert.True(found.Is);
        Assert.Equal([0, 100, 300, 700], times);
        Assert.Equal([100, 200, 400], DelaysOf(world.Log));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(3, 4)]
    public async Task Repetitions_HaveTheirLimit(int maxRetries, int requests)
    {
        var clock = new SteppedClock();
        await using var world = Create(clock, maxRetries);
        world.Server.AnswerWith(WireAnswer.Status(503, "busy"));
        var failure = await FailureAsync(() => clock.RunAsync(world.GetAsync("k"), Limit));
        Assert.Equal(BackendErrorKind.Transient, failure.Kind);
        Assert.Contains("busy", failure.Message, StringComparison.Ordinal);
        Assert.Equal(requests, world.Server.Requests.Count);
        Assert.Equal(maxRetries, world.Log.Count(1400, Microsoft.Extensions.Logging.LogLevel.Debug));
    }

    [Fact]
    public async Task Jitter_SpreadsTheDelays_ByHalf()
    {
        var draws = new Queue<double>([0, 0.999999]);
        var clock = new SteppedClock();
        await using var world = Create(clock, 2, new HttpBackendSeams { Random = draws.Dequeue });
        world.Server.AnswerWith(WireAnswer.Status(503));
        await FailureAsync(() => clock.RunAsync(world.GetAsync("k"), Limit));
        Assert.Equal([50, 300], DelaysOf(world.Log).Select(static delay => Math.Round(delay)));
    }

    [Theory]
    [InlineData("2", 2000)]
    [InlineData("0", 100)]
    [InlineData("soon", 100)]
    [InlineData("date", 3000)]
    [InlineData("past", 100)]
    public async Task RetryAfter_IsHonoured(string value, int expected)
    {
        var clock = new SteppedClock();
        await using var world = Create(clock);
        var header = value switch
        {
            "date" => clock.GetUtcNow().AddSeconds(3).ToString("R", CultureInfo.InvariantCulture),
            "past" => clock.GetUtcNow().AddSeconds(-3).ToString("R", CultureInfo.InvariantCulture),
            _ => value,
        };
        world.Server.AnswerWith(WireAnswer.Status(503, "", $"Retry-After: {header}"), WireAnswer.Status(200, "v"));

        Assert.True((await clock.RunAsync(world.GetAsync("k"), Limit)).Is);

        Assert.Equal([expected], DelaysOf(world.Log));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RetryAfter_BeyondTheTimeOfTheCall_EndsItAtOnce(bool sync)
    {
        var clock = new SteppedClock();
        await using var world = Create(clock);
        world.Server.AnswerWith(WireAnswer.Status(429, "quota", "Retry-After: 10"));

        // The clock stands still.
        var failure = await FailureAsync(() => world.GetAsync("k", sync));

        Assert.Equal(BackendErrorKind.Transient, failure.Kind);
        Assert.Contains("quota", failure.Message, StringComparison.Ordinal);
        Assert.Single(world.Server.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Time_IsForAllRequestsOfACallTogether(bool sync)
    {
        var clock = new SteppedClock();
        await using var world = Create(clock);
        world.Server.AnswerWith(WireAnswer.Status(503, "", "Retry-After: 9"), WireAnswer.Silence());
        var call = FailureAsync(() => world.GetAsync("k", sync));
        var running = clock.RunAsync(call, Limit);
        await world.Server.ArrivedAsync(Token);
        await world.Server.ArrivedAsync(Token);
        Assert.False(call.IsCompleted);

        // 9 of the 10 seconds have gone by.
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(BackendErrorKind.Timeout, (await running).Kind);
        Assert.Equal(2, world.Server.Requests.Count);
    }

    [Fact]
    public async Task Cancellation_EndsTheWaitBetweenRequests()
    {
        var clock = new SteppedClock();
        await using var world = Create(clock);
        world.Server.AnswerWith(WireAnswer.Status(503));
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var call = world.Backend.GetAsync("k", source.Token).AsTask();
        await UntilAsync(() => world.Log.Lines.Count > 0);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Single(world.Server.Requests);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(405)]
    [InlineData(409)]
    [InlineData(413)]
    public async Task FailureThatStays_IsNotRepeated(int status)
    {
        var clock = new SteppedClock();
        await using var world = Create(clock);
        world.Server.AnswerWith(WireAnswer.Status(status, "", "Retry-After: 1"));
        await FailureAsync(() => world.SetAsync("k", new byte[] { 1 }, null));
        Assert.Single(world.Server.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Lock_IsNeverAskedForTwice(bool cut)
    {
        var clock = new SteppedClock();
        await using var world = Create(clock);
        world.Server.AnswerWith(cut ? WireAnswer.Cut() : WireAnswer.Status(503, "", "Retry-After: 1"));
        Assert.Equal(BackendErrorKind.Transient, (await FailureAsync(() => world.Backend.TryAcquireLockAsync("k", TimeSpan.FromSeconds(5), Token).AsTask())).Kind);
        Assert.Single(world.Server.Requests);
    }

    [Fact]
    public async Task Write_IsRepeatedWhole()
    {
        var clock = new SteppedClock();
        await using var world = Create(clock);
        world.Server.AnswerWith(WireAnswer.Status(503), WireAnswer.Cut(), WireAnswer.Status(200));
        await clock.RunAsync(world.SetAsync("k", new byte[] { 1, 2, 3 }, TimeSpan.FromMinutes(1)), Limit);
        Assert.Equal(3, world.Server.Requests.Count);
        Assert.All(world.Server.Requests, static request =>
        {
            Assert.Equal([1, 2, 3], request.Body);
            Assert.Equal("60", request["X-CacheKit-TTL"]);
        });
    }

    private static HttpWorld Create(SteppedClock clock, int maxRetries = 3, HttpBackendSeams? seams = null) => new(
        options =>
        {
            options.MaxRetries = maxRetries;
            options.Timeout = TimeSpan.FromSeconds(10);
        },
        clock,
        seams);

    private static IEnumerable<double> DelaysOf(LogRecorder log) => log.Lines
        .Where(static line => line.Id == 1400)
        .Select(static line => double.Parse(line.Text.Split(" again in ")[1].Split(' ')[0], CultureInfo.InvariantCulture));

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
