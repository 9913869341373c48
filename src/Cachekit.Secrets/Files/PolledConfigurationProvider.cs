using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cachekit.Secrets;

/// <summary>Has the values of files in a configuration, and looks at the files again by an interval.</summary>
/// <remarks>
/// <para>Looking beats being told: notifications do not cross network file systems, miss the swapped links of Kubernetes, and use up a limited resource of the
/// system, while these files are small. Two looks with the same content, <see cref="SettleTime"/> apart, make a change, so that a file that is being written
/// is not taken for a finished one.</para>
/// <para>Files that cannot be read or understood stop the start. Later they leave the values as they are.</para>
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
internal abstract class PolledConfigurationProvider : ConfigurationProvider, ILayerDescription, IDisposable
{
    public static readonly TimeSpan SettleTime = TimeSpan.FromMilliseconds(200);

    private readonly object _lock = new();
    private readonly FilePolling _polling;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private string? _current;
    private string? _candidate;
    private bool _loaded;
    private bool _disposed;

    protected PolledConfigurationProvider(FilePolling polling)
    {
        _polling = polling;
        _logger = polling.LoggerFactory?.CreateLogger(SecretsLog.Category) ?? NullLogger.Instance;
        _timer = polling.TimeProvider.CreateTimer(static state => ((PolledConfigurationProvider)state!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public abstract string LayerName { get; }

    public abstract bool HoldsSecrets { get; }

    public string? Problem { get; private set; }

    public virtual string LayerOf(string key) => LayerName;

    /// <summary>Reads the files while the configuration is built, and when it is reloaded by hand.</summary>
    /// <exception cref="SecretsException">The first read failed.</exception>
    public override void Load()
    {
        lock (_lock)
        {
            _candidate = null;
            try
            {
                var files = ReadFiles();
                _current = Fingerprint(files);
                Data = Parse(files);
                _loaded = true;
                Succeeded();
            }
            catch (SecretsException failure) when (_loaded)
            {
                Failed(failure);
            }

            Schedule(_polling.Interval);
        }
    }

    public override string ToString() => $"{LayerName} ({Data.Count} keys)";

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
        }

        _timer.Dispose();
    }

    /// <summary>Reads the files that there are.</summary>
    /// <exception cref="SecretsException">They cannot be read, or may not be.</exception>
    /// <exception cref="IOException">They cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">They may not be read.</exception>
    protected abstract IReadOnlyList<FileContent> Read();

    /// <summary>Makes values of files.</summary>
    /// <exception cref="SecretsException">They are not what they have to be; no message repeats a value.</exception>
    protected abstract Dictionary<string, string?> Parse(IReadOnlyList<FileContent> files);

    private void Look()
    {
        var changed = 0;
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            var next = _polling.Interval;
            try
            {
                var files = ReadFiles();
                var found = Fingerprint(files);
                if (found == _current)
                {
                    _candidate = null;
                }
                else if (found != _candidate)
                {
                    _candidate = found;
                    next = SettleTime;
                }
                else
                {
                    _candidate = null;
                    _current = found;
                    var data = Parse(files);
                    changed = Changes(Data, data);
                    Data = data;
                    Succeeded();
                }
            }
            catch (SecretsException failure)
            {
                Failed(failure);
            }

            Schedule(next);
        }

        if (changed > 0)
        {
            FilesLog.Changed(_logger, LayerName, Data.Count, changed);
            try
            {
                OnReload();
            }
            catch (Exception exception)
            {
                // Listeners are other people's code; what they throw would end the process here.
                FilesLog.ListenerThrew(_logger, LayerName, exception);
            }
        }
    }

    private IReadOnlyList<FileContent> ReadFiles()
    {
        try
        {
            return Read();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What is there next is read whatever it is.
            _current = null;
            throw new SecretsException(SecretsErrorCode.InvalidInput, $"{LayerName} could not be read: {exception.Message} Check the path and its permissions.", exception);
        }
        catch (SecretsException)
        {
            _current = null;
            throw;
        }
    }

    private void Succeeded()
    {
        if (Problem is not null)
        {
            Problem = null;
            FilesLog.ReadAgain(_logger, LayerName);
        }
    }

    private void Failed(SecretsException failure)
    {
        // Once, not at each look.
        if (Problem != failure.Message)
        {
            Problem = failure.Message;
            FilesLog.NotRead(_logger, LayerName, failure.Message);
        }
    }

    private void Schedule(TimeSpan due)
    {
        if (!_disposed && _polling.Interval != Timeout.InfiniteTimeSpan)
        {
            _timer.Change(due, Timeout.InfiniteTimeSpan);
        }
    }

    private static string Fingerprint(IReadOnlyList<FileContent> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(file.Path + "\0"));
            BinaryPrimitives.WriteInt32LittleEndian(length, file.Bytes.Length);
            hash.AppendData(length);
            hash.AppendData(file.Bytes);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static int Changes(IDictionary<string, string?> before, Dictionary<string, string?> after) =>
        after.Count(pair => !before.TryGetValue(pair.Key, out var old) || !string.Equals(old, pair.Value, StringComparison.Ordinal)) + before.Keys.Count(key => !after.ContainsKey(key));
}
