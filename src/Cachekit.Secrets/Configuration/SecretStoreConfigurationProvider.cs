using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cachekit.Secrets;

/// <summary>Has the values of a secret store in a configuration, and reads the store again by its interval.</summary>
/// <remarks>
/// The first read happens while the configuration is built, on the thread pool with the caller waiting: configuration is synchronous. All others run in the
/// background; one that fails leaves the values as they are, and is repeated after <see cref="FirstRetry"/>, then twice as long, up to the interval.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
internal sealed class SecretStoreConfigurationProvider : ConfigurationProvider, ILayerDescription, IDisposable
{
    public static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);

    private readonly ISecretStore _store;
    private readonly SecretStoreOptions _options;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly CancellationTokenSource _disposed = new();
    private readonly ITimer _timer;
    private bool _hasValues;
    private int _failures;

    public SecretStoreConfigurationProvider(ISecretStore store, SecretStoreOptions options)
    {
        options.Validate();
        _store = store;
        _options = options;
        _logger = options.LoggerFactory?.CreateLogger(SecretsLog.Category) ?? NullLogger.Instance;
        _timer = options.TimeProvider.CreateTimer(
            static state => _ = ((SecretStoreConfigurationProvider)state!).RefreshAsync(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public string LayerName => _store.Name;

    public bool HoldsSecrets => true;

    public string? Problem { get; private set; }

    /// <summary>The refresh that runs, or the last one; tests wait for it.</summary>
    internal Task Refresh { get; private set; } = Task.CompletedTask;

    /// <summary>Reads the store while the configuration is built, and when it is reloaded by hand.</summary>
    /// <exception cref="SecretsException">The store could not be read, is not optional, and has not been read before.</exception>
    public override void Load()
    {
        // Without the caller's synchronization context, which would wait for itself.
        if (Task.Run(ReadAsync).GetAwaiter().GetResult() is { } failure && !_options.Optional && !_hasValues)
        {
            throw failure as SecretsException ?? new SecretsException(
                SecretsErrorCode.UnknownError,
                $"{_store.Name} could not be read ({failure.GetType().Name}, see the inner exception). Make it reachable, or set {nameof(SecretStoreOptions.Optional)} if the host can start without it.",
                failure);
        }
    }

    public override string ToString() => $"{_store.Name} ({Data.Count} secrets)";

    public void Dispose()
    {
        if (_disposed.IsCancellationRequested)
        {
            return;
        }

        _disposed.Cancel();
        _timer.Dispose();
        if (_store is IDisposable disposable)
        {
            disposable.Dispose();
        }
        else if (_store is IAsyncDisposable asynchronous)
        {
            Task.Run(() => asynchronous.DisposeAsync().AsTask()).GetAwaiter().GetResult();
        }
    }

    internal Task RefreshAsync() => Refresh = ReadAsync();

    /// <returns>Why the store could not be read; <see langword="null"/> when it was.</returns>
    private async Task<Exception?> ReadAsync()
    {
        await _reading.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_disposed.IsCancellationRequested)
            {
                return null;
            }

            using var limit = new CancellationTokenSource(_options.ReadTimeout, _options.TimeProvider);
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _disposed.Token);
            SecretStoreContent content;
            try
            {
                content = await _store.ReadAsync(ending.Token).AsTask().WaitAsync(ending.Token).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                if (_disposed.IsCancellationRequested)
                {
                    return null;
                }

                var failure = exception is OperationCanceledException && limit.IsCancellationRequested
                    ? new SecretsException(SecretsErrorCode.UnknownError, $"{_store.Name} did not answer within {_options.ReadTimeout}. Make it reachable, or raise {nameof(SecretStoreOptions.ReadTimeout)}.", exception)
                    : exception;
                Failed(failure);
                return failure;
            }

            Take(content);
            return null;
        }
        finally
        {
            _reading.Release();
        }
    }

    private void Take(SecretStoreContent content)
    {
        var data = new Dictionary<string, string?>(content.Values.Count, StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in content.Values)
        {
            data[string.IsNullOrEmpty(_options.Section) ? key : ConfigurationPath.Combine(_options.Section, key)] = value;
        }

        var first = !_hasValues;
        var changed = first ? [.. data.Keys] : Changes(Data, data);
        Data = data;
        _hasValues = true;
        if (content.Problem is { } problem)
        {
            Failed(problem, content.ReadAgainAfter);
        }
        else
        {
            _failures = 0;
            Problem = null;
            Schedule(content.ReadAgainAfter);
        }

        if (changed.Count > 0)
        {
            SecretsLog.StoreRead(_logger, _store.Name, data.Count, changed.Count);
            OnReload();
        }
    }

    private void Failed(Exception failure, TimeSpan? atMost = null)
    {
        _failures++;
        Problem = failure is SecretsException ? failure.Message : $"{_store.Name} could not be read ({failure.GetType().Name}).";
        var pause = FirstRetry * Math.Pow(2, Math.Min(_failures - 1, 20));
        Schedule(atMost < pause ? atMost : pause);

        // Whoever reads that it is tried again can rely on it.
        SecretsLog.StoreNotRead(_logger, _store.Name, _failures, failure);
        _options.OnReadFailed?.Invoke(new SecretReadFailedArguments(_store.Name, failure, _hasValues));
    }

    private void Schedule(TimeSpan? atMost)
    {
        if (_disposed.IsCancellationRequested)
        {
            return;
        }

        var due = _options.RefreshInterval;
        if (atMost is { } sooner && (due == Timeout.InfiniteTimeSpan || sooner < due))
        {
            due = sooner < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : sooner;
        }

        _timer.Change(due, Timeout.InfiniteTimeSpan);
    }

    private static List<string> Changes(IDictionary<string, string?> before, Dictionary<string, string?> after)
    {
        var changed = after.Where(pair => !before.TryGetValue(pair.Key, out var old) || !string.Equals(old, pair.Value, StringComparison.Ordinal)).Select(pair => pair.Key).ToList();
        changed.AddRange(before.Keys.Where(key => !after.ContainsKey(key)));
        return changed;
    }
}
