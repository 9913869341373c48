using System.Globalization;

namespace Cachekit.Backends;

public sealed partial class FileBackend
{
    // A directory that is removed over and over is not worth more tries.
    private const int WriteAttempts = 3;

    /// <summary>Whether a renewal rewrites eight bytes of the entry (where the system keeps reads and writes apart), or replaces the file.</summary>
    internal bool RenewInPlace { get; set; }

    /// <inheritdoc/>
    /// <remarks>A life is kept in whole seconds: a fraction is rounded up, and the running second counts from its start.</remarks>
    public void Set(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl)
    {
        var name = NameOf(key, EntryOperation.Write);
        var path = CheckWrite(name, value, ttl);
        using (_locks.Acquire(name, EntryOperation.Write.Verb))
        {
            for (var attempt = 1; ; attempt++)
            {
                var pending = Run(EntryOperation.Write, path, (value, ttl), static (backend, path, set) => backend.WriteAside(path, set.value, set.ttl, CancellationToken.None));
                try
                {
                    if (Run(EntryOperation.Replace, path, (pending, attempt), static (backend, path, publish) => backend.TryPublish(path, publish.pending, publish.attempt)))
                    {
                        return;
                    }
                }
                catch
                {
                    EntryFiles.Discard(pending.Path);
                    throw;
                }
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>A life is kept in whole seconds: a fraction is rounded up, and the running second counts from its start.</remarks>
    public async ValueTask SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var name = NameOf(key, EntryOperation.Write);
        var path = CheckWrite(name, value, ttl);
        using (await _locks.AcquireAsync(name, EntryOperation.Write.Verb, cancellationToken).ConfigureAwait(false))
        {
            // Flushing takes milliseconds, and no system offers it asynchronously.
            await Task.Run(() => WriteAndPublishAsync(path, value, ttl, cancellationToken), CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public bool Delete(string key)
    {
        var name = NameOf(key, EntryOperation.Delete);
        using (_locks.Acquire(name, EntryOperation.Delete.Verb))
        {
            return Run(EntryOperation.Delete, _directory.PathOf(name), 0, static (backend, path, _) => backend.TryDelete(path));
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> DeleteAsync(string key, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var name = NameOf(key, EntryOperation.Delete);
        using (await _locks.AcquireAsync(name, EntryOperation.Delete.Verb, cancellationToken).ConfigureAwait(false))
        {
            return await RunAsync(
                EntryOperation.Delete, _directory.PathOf(name), 0, static (backend, path, _) => backend.TryDelete(path), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public bool RefreshTtl(string key, TimeSpan ttl)
    {
        var name = NameOf(key, EntryOperation.Renew);
        var path = _directory.PathOf(name);
        ThrowIfOutOfRange(ttl, EntryOperation.Renew, path);
        using (_locks.Acquire(name, EntryOperation.Renew.Verb))
        {
            return Run(EntryOperation.Renew, path, ttl, static (backend, path, ttl) => backend.TryRenew(path, ttl));
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> RefreshTtlAsync(string key, TimeSpan ttl, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var name = NameOf(key, EntryOperation.Renew);
        var path = _directory.PathOf(name);
        ThrowIfOutOfRange(ttl, EntryOperation.Renew, path);
        using (await _locks.AcquireAsync(name, EntryOperation.Renew.Verb, cancellationToken).ConfigureAwait(false))
        {
            return await RunAsync(
                EntryOperation.Renew, path, ttl, static (backend, path, ttl) => backend.TryRenew(path, ttl), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task WriteAndPublishAsync(string path, ReadOnlyMemory<byte> value, TimeSpan? ttl, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var pending = await RunAsync(
                EntryOperation.Write,
                path,
                (value, ttl, cancellationToken),
                static (backend, path, set) => backend.WriteAside(path, set.value, set.ttl, set.cancellationToken),
                cancellationToken).ConfigureAwait(false);

            try
            {
                var published = await RunAsync(
                    EntryOperation.Replace,
                    path,
                    (pending, attempt),
                    static (backend, path, publish) => backend.TryPublish(path, publish.pending, publish.attempt),
                    cancellationToken).ConfigureAwait(false);
                if (published)
                {
                    return;
                }
            }
            catch
            {
                EntryFiles.Discard(pending.Path);
                throw;
            }
        }
    }

    private string CheckWrite(string name, ReadOnlyMemory<byte> value, TimeSpan? ttl)
    {
        var path = _directory.PathOf(name);
        if (ttl is { } life)
        {
            ThrowIfOutOfRange(life, EntryOperation.Write, path);
        }

        if (value.Length > _maxValueBytes)
        {
            throw FileErrors.TooLarge(
                path,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the value has {value.Length} bytes, more than the limit of {_maxValueBytes}. Raise {nameof(FileBackendOptions.MaxValueMb)} ({FileBackendProvider.MaxValueMb.Variable}), or cache less."));
        }

        return path;
    }

    /// <summary>Writes the whole entry next to its place.</summary>
    private PendingWrite WriteAside(string path, ReadOnlyMemory<byte> value, TimeSpan? ttl, CancellationToken cancellationToken)
    {
        var place = EntryPlace.Look(path);
        ThrowIfObstructed(place, path);
        if (!place.IsFile && !_eviction.HasRoomForEntry())
        {
            throw FileErrors.Refused(
                EntryOperation.Write.Verb,
                path,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the directory holds {_options.MaxEntryCount} entries, and removing old ones made no room. Raise {nameof(FileBackendOptions.MaxEntryCount)} ({FileBackendProvider.MaxEntryCount.Variable})."));
        }

        var expiry = EntryHeader.ExpiryFor(ttl, _time.GetUtcNow());
        for (var attempt = 1; ; attempt++)
        {
            var aside = EntryNames.Temporary(path);
            try
            {
                EntryFiles.Create(aside, value, expiry, _options.FileMode, _options.FlushToDisk, cancellationToken);
                cancellationToken.ThrowIfCancellationRequested();
                return new PendingWrite(aside, place.IsFile ? place.Size : null, EntryHeader.Size + (long)value.Length);
            }
            catch (Exception exception)
            {
                EntryFiles.Discard(aside);
                if (!FileErrors.IsMissing(exception) || attempt == WriteAttempts)
                {
                    throw;
                }

                // Somebody removed the directory while the backend runs.
                _directory.Recreate(EntryOperation.Write.Verb);
            }
        }
    }

    /// <summary>Puts the written file in the entry's place.</summary>
    /// <returns><see langword="false"/> when it was removed together with its directory, and has to be written again.</returns>
    private bool TryPublish(string path, PendingWrite pending, int attempt)
    {
        try
        {
            File.Move(pending.Path, path, overwrite: true);
        }
        catch (Exception exception) when (FileErrors.IsMissing(exception) && attempt < WriteAttempts)
        {
            return false;
        }

        _eviction.Written(pending.OldSize, pending.NewSize);
        return true;
    }

    private static void ThrowIfObstructed(EntryPlace place, string path)
    {
        if (place.Kind is EntryPlaceKind.Link or EntryPlaceKind.Directory)
        {
            var what = place.Kind == EntryPlaceKind.Link ? "a symbolic link, which is never followed," : "a directory";
            throw FileErrors.Refused(EntryOperation.Write.Verb, path, $"{what} is in its place. Remove it.");
        }
    }

    private bool TryDelete(string path)
    {
        var place = EntryPlace.Look(path);
        if (place.Kind is EntryPlaceKind.Nothing or EntryPlaceKind.Directory)
        {
            return false;
        }

        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (FileErrors.IsMissing(exception))
        {
            return false;
        }

        if (place.IsFile)
        {
            _eviction.Removed(place.Size);
        }

        return true;
    }
}
