namespace Cachekit.Backends.Tests.Http;

/// <summary>A recorded server and a backend that talks to it.</summary>
internal sealed class HttpWorld : IAsyncDisposable
{
    public const string ApiKey = "ck_sdk_0123456789abcdef0123456789abcdef";

    public HttpWorld(Action<HttpBackendOptions>? configure = null, TimeProvider? clock = null, HttpBackendSeams? seams = null)
    {
        var options = new HttpBackendOptions
        {
            ApiKey = ApiKey,
            ApiUrl = Server.Url,
            AllowCustomHost = true,
            AllowPrivateNetwork = true,
            TrustedCertificates = Server.Roots,
            MaxRetries = 0,
            Timeout = TimeSpan.FromSeconds(30),
        };
        configure?.Invoke(options);
        Backend = new HttpBackend(options, clock ?? TimeProvider.System, Log, seams ?? new HttpBackendSeams { Random = static () => 0.5 });
    }

    public WireServer Server { get; } = new("cache.example.test");

    public LogRecorder Log { get; } = new();

    public HttpBackend Backend { get; }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        Backend.Dispose();
        await Server.DisposeAsync();
        foreach (var line in Log.Lines)
        {
            Assert.DoesNotContain(ApiKey, line.Text + line.Exception, StringComparison.Ordinal);
        }
    }

    /// <summary>Runs an operation both ways, as synchronous and as asynchronous members do.</summary>
    public async Task<T> RunAsync<T>(bool sync, Func<HttpBackend, T> run, Func<HttpBackend, Task<T>> runAsync) =>
        sync ? await Task.Factory.StartNew(() => run(Backend), Token, TaskCreationOptions.LongRunning, TaskScheduler.Default) : await runAsync(Backend);

    /// <summary>Reads an entry, and copies what was found.</summary>
    public Task<Found> GetAsync(string key, bool sync = false) => RunAsync(
        sync,
        backend => Found.From(backend.Get(key)),
        async backend => Found.From(await backend.GetAsync(key, Token)));

    public Task<bool> SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl, bool sync = false) => RunAsync(
        sync,
        backend =>
        {
            backend.Set(key, value, ttl);
            return true;
        },
        async backend =>
        {
            await backend.SetAsync(key, value, ttl, Token);
            return true;
        });

    /// <summary>The failure of an operation; it never shows the API key.</summary>
    public static async Task<CacheBackendException> FailureAsync(Func<Task> run)
    {
        var failure = await Assert.ThrowsAnyAsync<CacheBackendException>(run);
        Assert.DoesNotContain(ApiKey, failure.ToString(), StringComparison.Ordinal);
        return failure;
    }

    internal sealed record Found(bool Is, byte[] Bytes, TimeSpan? Remaining, bool IsStale)
    {
        public static Found From(BackendValue value)
        {
            using (value)
            {
                return new Found(value.Found, value.Bytes.ToArray(), value.Remaining, value.IsStale);
            }
        }
    }
}
