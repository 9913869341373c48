using System.Globalization;
using System.Text;
using Cachekit.Backends.Tests.Servers;
using Cachekit.TestSupport.Servers;

namespace Cachekit.Backends.Tests.Memcached;

/// <summary>What the tests of the Memcached backend share.</summary>
public abstract class MemcachedTestBase : IDisposable
{
    private readonly List<IDisposable> _disposables = [];

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Keys of this test only.</summary>
    protected string Prefix { get; } = MemcachedFixture.NewPrefix();

    public void Dispose()
    {
        _disposables.ForEach(static disposable => disposable.Dispose());
        GC.SuppressFinalize(this);
    }

    protected MemcachedBackend Backend(string server, Action<MemcachedBackendOptions>? configure = null, TimeProvider? time = null, LogRecorder? log = null) =>
        Backend([server], configure, time, log);

    protected MemcachedBackend Backend(string[] servers, Action<MemcachedBackendOptions>? configure = null, TimeProvider? time = null, LogRecorder? log = null)
    {
        var options = new MemcachedBackendOptions { Servers = servers };
        configure?.Invoke(options);
        var backend = new MemcachedBackend(options, time, log is null ? null : new Microsoft.Extensions.Logging.Logger<MemcachedBackend>(log));
        _disposables.Add(backend);
        return backend;
    }

    /// <summary>Limits that no busy machine reaches: what fails then has failed for another reason.</summary>
    protected static void BePatient(MemcachedBackendOptions options) => (options.Timeout, options.ConnectTimeout) = (TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20));

    protected static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    protected static string TextOf(BackendValue value)
    {
        using (value)
        {
            return Encoding.UTF8.GetString(value.Bytes.Span);
        }
    }

    /// <summary>Asks until a condition holds; where the server's or the backend's own clock must pass.</summary>
    protected static async Task Until(Func<Task<bool>> condition, int seconds = 20)
    {
        var deadline = Environment.TickCount64 + (seconds * 1000);
        while (!await condition())
        {
            Assert.True(Environment.TickCount64 < deadline, string.Create(CultureInfo.InvariantCulture, $"It did not come true within {seconds} s."));
            await Task.Delay(10, Token);
        }
    }

    protected static async Task<BackendErrorKind?> KindOf(Func<Task> call)
    {
        try
        {
            await call();
            return null;
        }
        catch (CacheBackendException exception)
        {
            return exception.Kind;
        }
    }

    /// <summary>A key that a server has, among several.</summary>
    internal static string KeyOf(MemcachedBackend backend, string server, string prefix) =>
        Enumerable.Range(0, 1000).Select(i => string.Create(CultureInfo.InvariantCulture, $"{prefix}{i}")).First(key => backend.ServerOf(Encoding.UTF8.GetBytes(key)).Name == server);

    protected static async Task<MemcachedServer> StartAsync(MemcachedServerOptions? options = null)
    {
        MemcachedFixture.Require();
        return await MemcachedServer.StartAsync(options);
    }
}
