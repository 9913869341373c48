using Microsoft.Extensions.Logging;

namespace Cachekit.Secrets;

/// <summary>Reads the store, decrypts what it has, and does with it what has to be done once: the environment, the snapshot, the log.</summary>
internal sealed class RedenvLoader(
    RedenvSettings settings, IRedenvStore store, RedenvProject project, ProcessEnvironment? environment, RedenvSnapshot? snapshot, ILogger logger)
{
    /// <summary>How soon the store is asked again after a snapshot had to do.</summary>
    private static readonly TimeSpan LifeOfSnapshot = TimeSpan.FromSeconds(30);

    private readonly object _lock = new();
    private Task<(IReadOnlyDictionary<string, string> Metadata, IReadOnlyDictionary<string, string> Fields)>? _reading;
    private readonly bool _verbose = settings.Log == RedenvLogLevel.High;

    /// <summary>How many loads wait for the request that is under way; tests wait for it.</summary>
    internal int Waiting { get; private set; }

    /// <summary>The body of the cached method. It runs once for all who wait, on the thread pool.</summary>
    public async ValueTask<Cacheable<LoadedSecrets>> LoadAsync(CachePrevious<LoadedSecrets> previous, CancellationToken cancellationToken)
    {
        // Off the thread of the caller, which may be one that must not wait, and whose context nothing here may need.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        if (_verbose && !previous.Found)
        {
            RedenvLog.Miss(logger, settings.Project, settings.Environment);
        }

        try
        {
            var startedAt = settings.TimeProvider.GetTimestamp();
            var secrets = await ReadAsync(previous, cancellationToken).ConfigureAwait(false);
            RedenvMetrics.Read(settings, settings.TimeProvider.GetElapsedTime(startedAt));
            var readAt = settings.TimeProvider.GetTimestamp();
            Use(secrets, isNew: !previous.Found || !ReferenceEquals(previous.Value!.Secrets, secrets));
            if (_verbose && previous.Found)
            {
                RedenvLog.Refreshed(logger, settings.Project, settings.Environment);
            }

            return new Cacheable<LoadedSecrets>(new LoadedSecrets { Secrets = secrets, ReadAt = readAt, FreshFor = settings.Ttl });
        }
        catch (SecretsException exception)
        {
            RedenvMetrics.Failed(settings, "load", exception);
            if (previous.Found)
            {
                RedenvLog.RefreshFailed(logger, settings.Project, settings.Environment, exception.CodeName, exception);
                throw;
            }

            RedenvLog.LoadFailed(logger, settings.Project, settings.Environment, exception.CodeName, exception);
            if (exception.IsStoreAway && snapshot?.TryRead(settings.TimeProvider.GetUtcNow(), settings.Ttl + settings.Swr) is { } saved)
            {
                return FromSnapshot(saved);
            }

            throw;
        }
    }

    /// <summary>The next load asks the store, also while a read is under way.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _reading = null;
        }
    }

    /// <summary>One request for a refresh of the cache and a layer of the configuration that want the same at the same time.</summary>
    private Task<(IReadOnlyDictionary<string, string> Metadata, IReadOnlyDictionary<string, string> Fields)> ReadOnceAsync()
    {
        lock (_lock)
        {
            if (_reading is not { IsCompleted: false })
            {
                Waiting = 0;
                RedenvMetrics.Asks(settings, store, "load");

                // It belongs to all who wait for it, so none of them ends it; its time is limited by the store.
                _reading = store.ReadAsync(project.MetadataHash, project.SecretsHash, CancellationToken.None).AsTask();
                _ = _reading.ContinueWith(static read => read.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            }

            Waiting++;
            return _reading;
        }
    }

    /// <returns>The secrets; the previous object where nothing has changed.</returns>
    private async ValueTask<Secrets> ReadAsync(CachePrevious<LoadedSecrets> previous, CancellationToken cancellationToken)
    {
        var (metadata, fields) = await ReadOnceAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        using var key = await project.UnlockAsync(metadata, store.Name).ConfigureAwait(false);
        var raw = new Dictionary<string, string>(fields.Count, StringComparer.Ordinal);
        foreach (var (name, history) in fields)
        {
            if (name.StartsWith(RedenvHistory.InternalPrefix, StringComparison.Ordinal) || !RedenvHistory.TryGetNewest(history, out var ciphertext))
            {
                continue;
            }

            try
            {
                raw[name] = key.DecryptText(ciphertext ?? "");
            }
            catch (SecretsException exception)
            {
                RedenvLog.NotDecrypted(logger, name, settings.Project, settings.Environment, exception.Message);
                RedenvMetrics.Failed(settings, "decrypt", exception);
            }
        }

        return previous is { Found: true, Value: { } before } && AreSame(before.Secrets.Raw, raw) ? before.Secrets : new Secrets(raw);
    }

    private void Use(Secrets secrets, bool isNew)
    {
        environment?.Fill(secrets);
        if (isNew)
        {
            RedenvLog.Loaded(logger, secrets.Count, settings.Project, settings.Environment);
        }

        snapshot?.Keep(secrets, settings.TimeProvider.GetUtcNow(), settings.Ttl + settings.Swr);
    }

    private Cacheable<LoadedSecrets> FromSnapshot((Secrets Secrets, TimeSpan Age) saved)
    {
        RedenvLog.SnapshotUsed(logger, settings.Project, settings.Environment, saved.Age);
        RedenvMetrics.Snapshot(settings, "used");
        environment?.Fill(saved.Secrets);
        var life = settings.Ttl < LifeOfSnapshot ? settings.Ttl : LifeOfSnapshot;
        var readAt = settings.TimeProvider.GetTimestamp() - (long)(saved.Age.TotalSeconds * settings.TimeProvider.TimestampFrequency);
        return new Cacheable<LoadedSecrets>(new LoadedSecrets { Secrets = saved.Secrets, ReadAt = readAt, FreshFor = saved.Age + life }) { Ttl = life };
    }

    private static bool AreSame(Secrets before, Dictionary<string, string> after)
    {
        if (before.Count != after.Count)
        {
            return false;
        }

        foreach (var (name, value) in after)
        {
            if (!before.TryGetValue(name, out var old) || !string.Equals(old, value, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }
}
