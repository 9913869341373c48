using System.Text;
using Cachekit.Pipeline;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;

namespace Cachekit.Backends;

/// <summary>Keeps entries in Redis as plain strings, which other CacheKit SDKs read and write too.</summary>
/// <remarks>
/// <para>Connecting begins when the backend is made and keeps nobody waiting: a program starts without its Redis, and uses it when it is there.
/// A connection that is lost is made again without a restart; calls fail at once meanwhile.</para>
/// <para>A value and its remaining life are read in one round trip. Under load the reads of several callers share commands.</para>
/// <para>Asynchronous calls end within <see cref="RedisBackendOptions.SocketTimeout"/>, whatever the server does.</para>
/// </remarks>
public sealed partial class RedisBackend
    : ITtlCacheBackend, IHealthCheckedCacheBackend, ILockingCacheBackend, IBatchCacheBackend, IPrefixCacheBackend, INotifyingCacheBackend,
        IKeyPrefixCacheBackend, IValueReadingBackend, IDisposable, IAsyncDisposable
{
    internal const string Kind = "redis";

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly RedisBackendOptions _options;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly TimeoutSweep _sweep;
    private readonly RedisLinks _links;
    private readonly int _chunkBytes;

    /// <summary>Makes the backend and begins to connect.</summary>
    /// <param name="options">Which server, and how; <see langword="null"/> for <c>redis://localhost:6379</c>.</param>
    /// <param name="timeProvider">The clock of timeouts; <see langword="null"/> for the system's.</param>
    /// <param name="logger">Where it logs; <see langword="null"/> for nowhere.</param>
    /// <exception cref="CacheConfigurationException">Settings are wrong; all problems are named together. A server that is not there is no such problem.</exception>
    public RedisBackend(RedisBackendOptions? options = null, TimeProvider? timeProvider = null, ILogger<RedisBackend>? logger = null)
        : this(PrepareOrThrow(options), timeProvider ?? TimeProvider.System, logger ?? (ILogger)NullLogger.Instance)
    {
    }

    internal RedisBackend(RedisSetup setup, TimeProvider timeProvider, ILogger logger)
    {
        _options = setup.Options;
        _logger = logger;
        _time = timeProvider;
        _chunkBytes = _options.MaxChunkSizeMb * RedisBackendDefaults.BytesPerMb;
        _sweep = new TimeoutSweep(_options.SocketTimeout, timeProvider);
        _links = new RedisLinks(setup, _sweep, logger);
    }

    /// <inheritdoc/>
    public string Name => Kind;

    /// <inheritdoc/>
    public string KeyPrefix => _options.KeyPrefix;

    internal RedisLinks Links => _links;

    /// <summary>Closes the connections that the backend made itself. Calls fail from then on.</summary>
    public void Dispose()
    {
        _links.Dispose();
        _sweep.Dispose();
    }

    /// <inheritdoc cref="Dispose"/>
    public async ValueTask DisposeAsync()
    {
        await _links.DisposeAsync().ConfigureAwait(false);
        _sweep.Dispose();
    }

    /// <summary>Copies and checks options.</summary>
    internal static RedisSetup Prepare(RedisBackendOptions options, Func<RedisBackendSetting, string> nameOf, ICollection<string> problems)
    {
        var copy = options.Copy();
        RedisBackendSettings.Validate(copy, nameOf, problems);
        var client = copy.Connection is null && (copy.Url is null || copy.Configuration is null) ? RedisClient.Configure(copy, nameOf, problems) : null;
        return new RedisSetup(copy, client);
    }

    private static RedisSetup PrepareOrThrow(RedisBackendOptions? options)
    {
        var problems = new List<string>();
        var setup = Prepare(options ?? new RedisBackendOptions(), RedisBackendSettings.PropertyName, problems);
        return problems.Count == 0 ? setup : throw new CacheConfigurationException(problems);
    }

    /// <summary>The key as it is stored.</summary>
    private RedisKey KeyOf(string key, string operation)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        var stored = _options.KeyPrefix.Length == 0 ? key : _options.KeyPrefix + key;
        if (stored.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') >= 0)
        {
            RequireText(stored, operation);
        }

        return stored;
    }

    /// <summary>The client would write a question mark for half of a character, and two keys could become one.</summary>
    private static void RequireText(string key, string operation)
    {
        try
        {
            StrictUtf8.GetByteCount(key);
        }
        catch (EncoderFallbackException exception)
        {
            throw new CacheBackendException(
                BackendErrorKind.Permanent,
                $"The Redis backend could not {operation}: the key is not well-formed text (half of a surrogate pair).",
                exception);
        }
    }

    private static void RequireLife(TimeSpan? ttl)
    {
        if (ttl is { } life)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(life, TimeSpan.Zero, nameof(ttl));
        }
    }

    /// <summary>Redis counts whole milliseconds, and refuses none of them. The client takes the greatest time for no end at all, which a renewal cannot say.</summary>
    private static TimeSpan? WholeMilliseconds(TimeSpan? ttl) => ttl switch
    {
        { } life when life < TimeSpan.FromMilliseconds(1) => TimeSpan.FromMilliseconds(1),
        { } life when life == TimeSpan.MaxValue => TimeSpan.MaxValue - TimeSpan.FromMilliseconds(1),
        _ => ttl,
    };

    private async ValueTask<T> CallAsync<TState, T>(string operation, TState state, Func<RedisLink, TState, Task<T>> send, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var link = await _links.GetAsync(operation, cancellationToken).ConfigureAwait(false);
        return await link.CallAsync(operation, state, send, cancellationToken).ConfigureAwait(false);
    }

    private T Call<TState, T>(string operation, TState state, Func<RedisLink, TState, Task<T>> send) => _links.Get(operation).Call(operation, state, send);
}
