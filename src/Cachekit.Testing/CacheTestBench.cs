using Microsoft.Extensions.Time.Testing;

namespace Cachekit.Testing;

/// <summary>What a test of cached code needs: a runtime on a clock that only the test moves, a backend that notes what it is asked, and the logs.</summary>
/// <remarks>
/// <para>No environment variable and no server has a part in it. Make one for each test, and dispose of it.</para>
/// <para>Code whose types take a <see cref="CachekitRuntime"/> gets <see cref="Runtime"/>; code that holds none runs on it within <see cref="AsAmbient"/>.</para>
/// </remarks>
public sealed class CacheTestBench : IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(30);

    private static CacheTestBench? Ambient;

    private readonly object _lock = new();
    private readonly Action<CachekitOptions>? _configure;
    private readonly List<CachekitRuntime> _own = [];
    private readonly List<CachekitRuntime> _all = [];

    /// <summary>Makes a bench.</summary>
    /// <param name="configure">Changes the options of every runtime of it, for example a master key for secure methods; <see langword="null"/>: nothing to change.</param>
    public CacheTestBench(Action<CachekitOptions>? configure = null)
    {
        _configure = configure;
        Backend = new RecordingBackend(Clock);
        Runtime = AddRuntime();
    }

    /// <summary>The clock of entries, timeouts and locks. It stands still, until <see cref="Advance"/> or the test moves it.</summary>
    public FakeTimeProvider Clock { get; } = new();

    /// <summary>The backend of all methods, those with <see cref="Preset.Io"/> too.</summary>
    public RecordingBackend Backend { get; }

    /// <summary>What was logged.</summary>
    public CacheTestLogs Logs { get; } = new();

    /// <summary>The first runtime.</summary>
    public CachekitRuntime Runtime { get; }

    /// <summary>Makes another runtime on the same clock, backend and logs: what another process would be.</summary>
    /// <param name="configure">Changes its options, after those of the bench; <see langword="null"/>: nothing to change.</param>
    /// <returns>The runtime; the bench disposes of it.</returns>
    public CachekitRuntime AddRuntime(Action<CachekitOptions>? configure = null)
    {
        var options = new CachekitOptions();
        Configure(options);
        configure?.Invoke(options);
        var runtime = new CachekitRuntime(options);
        lock (_lock)
        {
            _own.Add(runtime);
            _all.Add(runtime);
        }

        return runtime;
    }

    /// <summary>Gives options this clock, this backend, these logs and no environment: <c>services.AddCachekit(bench.Configure)</c>.</summary>
    /// <param name="options">The options.</param>
    public void Configure(CachekitOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.TimeProvider = Clock;
        options.LoggerFactory = Logs;
        options.Variables = static _ => null;
        options.UseBackend(Backend);
        options.IoBackendFactory = _ => Backend;

        // The pause before a repetition would wait for a clock that stands still.
        options.Resilience.Retry.Attempts = 1;
        _configure?.Invoke(options);
    }

    /// <summary>Lets <see cref="SettleAsync"/> wait for a runtime that others made, for example a host's.</summary>
    /// <param name="runtime">The runtime; the bench does not dispose of it.</param>
    public void Watch(CachekitRuntime runtime)
    {
        ArgumentNullException.ThrowIfNull(runtime);
        lock (_lock)
        {
            _all.Add(runtime);
        }
    }

    /// <summary>Moves the clock. What becomes due begins: call <see cref="SettleAsync"/> to wait until it has ended.</summary>
    /// <param name="time">By how much; not less than zero.</param>
    public void Advance(TimeSpan time) => Clock.Advance(time);

    /// <summary>Waits until nothing runs in the background any more: refreshes, and bodies that a caller did not wait for.</summary>
    /// <param name="patience">How long to wait, by a real clock; 30 seconds by default.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="CacheAssertException">Something still ran then: it hangs, or waits for the clock to be moved.</exception>
    public async Task SettleAsync(TimeSpan? patience = null, CancellationToken cancellationToken = default)
    {
        Task idle;
        lock (_lock)
        {
            idle = Task.WhenAll(_all.Select(static runtime => runtime.Background.WhenIdleAsync()));
        }

        try
        {
            await idle.WaitAsync(patience ?? DefaultPatience, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException exception)
        {
            throw new CacheAssertException(
                $"Background work still runs after {patience ?? DefaultPatience}: a body hangs, the backend holds a call, or something waits for the clock to be moved with Advance.", exception);
        }
    }

    /// <summary>Has types that hold no runtime use <see cref="Runtime"/>, in the whole process, until the result is disposed of.</summary>
    /// <returns>What ends it.</returns>
    /// <exception cref="InvalidOperationException">Another bench is in that place: tests that use it must not run at the same time.</exception>
    public IDisposable AsAmbient()
    {
        if (Interlocked.CompareExchange(ref Ambient, this, null) is not null)
        {
            throw new InvalidOperationException(
                "Another test has its runtime in the place of the ambient default, which there is once in a process. Keep tests that call AsAmbient from running at the same time, "
                + "in xunit for example by one [Collection] for all of them, or give your types a field or constructor parameter of type CachekitRuntime, so that each test can have its own.");
        }

        return new AmbientTurn(Runtime);
    }

    /// <summary>Ends the runtimes of the bench.</summary>
    public void Dispose()
    {
        foreach (var runtime in TakeOwn())
        {
            runtime.Dispose();
        }
    }

    /// <inheritdoc cref="Dispose"/>
    public async ValueTask DisposeAsync()
    {
        foreach (var runtime in TakeOwn())
        {
            // A runtime waits for its background work, up to a time by its own clock, which stands still here.
            if (runtime.Background.WhenIdleAsync().IsCompleted)
            {
                await runtime.DisposeAsync().ConfigureAwait(false);
            }
            else
            {
                runtime.Dispose();
            }
        }
    }

    private CachekitRuntime[] TakeOwn()
    {
        lock (_lock)
        {
            CachekitRuntime[] own = [.. _own];
            _own.Clear();
            return own;
        }
    }

    private sealed class AmbientTurn(CachekitRuntime runtime) : IDisposable
    {
        private readonly DependencyInjection.AmbientPlace _place = CachekitRuntime.Enter(runtime);
        private int _ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 0)
            {
                CachekitRuntime.Leave(_place);
                Volatile.Write(ref Ambient, null);
            }
        }
    }
}
