using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cachekit.Backends;

/// <summary>Keeps entries as files in one directory, which any number of processes and other CacheKit SDKs can share.</summary>
/// <remarks>
/// <para>A value is written to a temporary file, which then replaces the entry in one step: readers see the old or the new entry, also
/// when a process ends amid a write. Nothing relies on locks between processes.</para>
/// <para>Above 90 % of a limit the entries that were written or renewed longest ago are removed until 70 % are left.</para>
/// <para>A file of a newer format version's flags counts as missing and is left alone; links are never followed.</para>
/// </remarks>
public sealed partial class FileBackend : ITtlCacheBackend, IHealthCheckedCacheBackend
{
    internal const string Kind = "file";

    private readonly FileBackendOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CacheDirectory _directory;
    private readonly EntryLocks _locks;
    private readonly EntryEviction _eviction;
    private readonly long _maxValueBytes;

    /// <summary>Makes the backend, its directory when that is missing, and removes what dead processes left behind in it.</summary>
    /// <param name="options">How it works; <see langword="null"/> for the defaults.</param>
    /// <param name="timeProvider">The clock; <see langword="null"/> for the system's.</param>
    /// <param name="logger">Where it logs; <see langword="null"/> for nowhere.</param>
    /// <exception cref="CacheConfigurationException">
    /// Settings are out of range, or the directory is not safe or not usable; all problems are named together. A directory that is likely
    /// to become usable later, for example when its disk has room again, is no such problem: operations fail until then.
    /// </exception>
    public FileBackend(FileBackendOptions? options = null, TimeProvider? timeProvider = null, ILogger<FileBackend>? logger = null)
    {
        _options = options?.Copy() ?? new FileBackendOptions();
        _time = timeProvider ?? TimeProvider.System;
        _logger = logger ?? (ILogger)NullLogger.Instance;

        var problems = new List<string>();
        FileBackendSettings.Validate(_options, FileBackendSettings.PropertyName, problems);
        ThrowIfAny(problems);

        var path = _options.Directory ?? FileBackendDefaults.Directory;
        _directory = new CacheDirectory(path, _options.DirectoryMode, _options.AllowUntrustedDirectory, _time, _logger);
        _locks = new EntryLocks(_options.LockTimeout, _time);
        _maxValueBytes = FileBackendSettings.MaxValueBytes(_options);
        _eviction = new EntryEviction(_directory, _options.MaxSizeMb * FileBackendDefaults.BytesPerMb, _options.MaxEntryCount, _time, _logger);
        RenewInPlace = !OperatingSystem.IsWindows();

        WarnAboutLooseModes();
        Start(problems);
        ThrowIfAny(problems);
    }

    /// <inheritdoc/>
    public string Name => Kind;

    /// <summary>The full path of the directory that holds the entries.</summary>
    public string Directory => _directory.FullPath;

    internal EntryEviction Eviction => _eviction;

    private static void ThrowIfAny(List<string> problems)
    {
        if (problems.Count > 0)
        {
            throw new CacheConfigurationException(problems);
        }
    }

    private void WarnAboutLooseModes()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Warn(nameof(FileBackendOptions.FileMode), _options.FileMode, FileBackendDefaults.FileMode);
        Warn(nameof(FileBackendOptions.DirectoryMode), _options.DirectoryMode, FileBackendDefaults.DirectoryMode);

        void Warn(string setting, UnixFileMode mode, UnixFileMode safe)
        {
            if ((mode & ~FileBackendDefaults.DirectoryMode) != 0)
            {
                FileBackendLog.LooseMode(_logger, setting, FileBackendSettings.Octal(mode), FileBackendSettings.Octal(safe));
            }
        }
    }

    private void Start(List<string> problems)
    {
        try
        {
            if (_directory.Prepare() is { } problem)
            {
                problems.Add(problem);
                return;
            }

            var orphans = DirectoryScan.SweepOrphans(_directory.FullPath, _time.GetUtcNow());
            if (orphans > 0)
            {
                FileBackendLog.OrphansSwept(_logger, orphans, _directory.FullPath);
            }
        }
        catch (Exception exception) when (FileErrors.IsFault(exception))
        {
            var failure = FileErrors.Translate(exception, "prepare", _directory.FullPath, onEntry: false);
            if (failure.Kind is BackendErrorKind.Permanent or BackendErrorKind.Unknown)
            {
                problems.Add(failure.Message);
            }
            else
            {
                FileBackendLog.DirectoryNotReady(_logger, _directory.FullPath, failure);
            }
        }
    }

    private static string NameOf(string key, EntryOperation operation)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        try
        {
            return EntryNames.ForKey(key);
        }
        catch (EncoderFallbackException exception)
        {
            throw new CacheBackendException(
                BackendErrorKind.Permanent,
                $"The file backend could not {operation.Verb} an entry: its key is not well-formed text (half of a surrogate pair at index {exception.Index.ToString(CultureInfo.InvariantCulture)}).",
                exception);
        }
    }

    private static void ThrowIfOutOfRange(TimeSpan ttl, EntryOperation operation, string path)
    {
        if (ttl <= TimeSpan.Zero || ttl > FileBackendDefaults.MaxTtl)
        {
            throw FileErrors.Refused(
                operation.Verb,
                path,
                $"a life of {ttl.ToString(null, CultureInfo.InvariantCulture)} is out of range. Use more than zero and at most 3650 days, or none at all for an entry that never expires.");
        }
    }

    /// <summary>Runs one try after the other until nobody else holds the file, and classifies what goes wrong.</summary>
    private TResult Run<TArgument, TResult>(EntryOperation operation, string path, TArgument argument, Func<FileBackend, string, TArgument, TResult> attempt)
    {
        try
        {
            _directory.Verify(operation.Verb);
            var retry = new ContentionRetry(_options.LockTimeout, _time);
            while (true)
            {
                try
                {
                    return attempt(this, path, argument);
                }
                catch (Exception exception) when (operation.IsContention(exception))
                {
                    retry.Wait(exception, operation.Verb, path);
                }
            }
        }
        catch (Exception exception) when (FileErrors.IsFault(exception))
        {
            throw FileErrors.Translate(exception, operation.Verb, path, operation.OnEntry);
        }
    }

    /// <inheritdoc cref="Run"/>
    private async ValueTask<TResult> RunAsync<TArgument, TResult>(
        EntryOperation operation,
        string path,
        TArgument argument,
        Func<FileBackend, string, TArgument, TResult> attempt,
        CancellationToken cancellationToken)
    {
        try
        {
            _directory.Verify(operation.Verb);
            var retry = new ContentionRetry(_options.LockTimeout, _time);
            while (true)
            {
                try
                {
                    return attempt(this, path, argument);
                }
                catch (Exception exception) when (operation.IsContention(exception))
                {
                    await retry.WaitAsync(exception, operation.Verb, path, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (Exception exception) when (FileErrors.IsFault(exception))
        {
            throw FileErrors.Translate(exception, operation.Verb, path, operation.OnEntry);
        }
    }
}
