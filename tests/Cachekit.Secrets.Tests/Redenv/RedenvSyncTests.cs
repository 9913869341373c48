using System.Collections.Concurrent;

namespace Cachekit.Secrets.Tests.Redenv;

[Collection(RedenvGroup.Name)]
public sealed class RedenvSyncTests(RedenvWorld world)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OnAThreadThatIsItsOwnContext_NothingWaitsForItself(bool overRest)
    {
        var project = world.Create();
        project.Write("A", "1");
        await using var upstash = await world.UpstashAsync();
        var client = new RedenvClient(project.Options(overRest ? upstash : null));

        var done = OneThreadContext.Run(() =>
        {
            var first = client.Init();
            var second = client.Load();
            var version = client.Set("A", "2");
            var third = client.Load();
            var old = client.GetVersion("A", 1);
            client.Dispose();
            return (first["A"], ReferenceEquals(first, second), version, third["A"], old);
        });

        // A deadlock ends here instead of hanging the run.
        var ended = await Task.WhenAny(done, Task.Delay(TimeSpan.FromSeconds(60), TimeProvider.System));
        Assert.Same(done, ended);
        Assert.Equal(("1", true, 2, "2", "1"), await done);
    }

    [Fact]
    public async Task AFailure_IsTheSameExceptionAsTheAsynchronousOne()
    {
        var options = world.Create().Options(null);
        options.TokenId = "stk_other";
        await using var client = new RedenvClient(options);

        Assert.Equal("INVALID_TOKEN_ID", Assert.Throws<SecretsException>(() => client.Load()).CodeName);
        Assert.Equal("INVALID_TOKEN_ID", Assert.Throws<SecretsException>(() => client.Set("A", "1")).CodeName);
        Assert.Equal("INVALID_INPUT", Assert.Throws<SecretsException>(() => client.GetVersion("", 1)).CodeName);
    }

    [Fact]
    public async Task ADisposedClient_SaysSo()
    {
        var client = new RedenvClient(world.Create().Options(null));
        await client.LoadAsync();
        await client.DisposeAsync();
        client.Dispose();

        Assert.Throws<ObjectDisposedException>(() => client.Load());
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await client.SetAsync("A", "1"));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await client.GetVersionAsync("A", 1));
    }

    [Fact]
    public async Task ACallerThatLeaves_DoesNotTakeTheOthersAlong()
    {
        var project = world.Create();
        project.Write("A", "1");
        await using var upstash = await world.UpstashAsync();
        await using var client = new RedenvClient(project.Options(upstash));
        upstash.Freeze();
        using var leaving = new CancellationTokenSource();
        var first = client.LoadAsync(leaving.Token).AsTask();
        var second = client.LoadAsync().AsTask();

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        upstash.Thaw();

        Assert.Equal("1", (await second)["A"]);
    }

    /// <summary>As a user interface has it: what is posted runs on the one thread, when that thread is free.</summary>
    private sealed class OneThreadContext : SynchronizationContext
    {
        private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _posted = [];

        public static Task<T> Run<T>(Func<T> function)
        {
            var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
            var context = new OneThreadContext();
            var thread = new Thread(() =>
            {
                SetSynchronizationContext(context);
                context.Post(
                    _ =>
                    {
                        try
                        {
                            result.SetResult(function());
                        }
                        catch (Exception exception)
                        {
                            result.SetException(exception);
                        }

                        context._posted.CompleteAdding();
                    },
                    null);
                foreach (var (callback, state) in context._posted.GetConsumingEnumerable())
                {
                    callback(state);
                }
            }) { IsBackground = true };
            thread.Start();
            return result.Task;
        }

        public override void Post(SendOrPostCallback d, object? state) => _posted.Add((d, state));

        public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException();
    }
}
