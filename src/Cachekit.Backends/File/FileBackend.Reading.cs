using Microsoft.Win32.SafeHandles;

namespace Cachekit.Backends;

public sealed partial class FileBackend
{
    // Small files come out of the system's memory faster than another thread could be woken up.
    private const int InlineReadLimit = 128 * 1024;

    private static readonly TimeSpan TouchAfter = TimeSpan.FromMinutes(1);

    /// <summary>How a read leaves its mark on a file; a test makes it fail.</summary>
    internal Action<SafeFileHandle, DateTime> Touch { get; set; } = File.SetLastWriteTimeUtc;

    /// <inheritdoc/>
    public BackendValue Get(string key)
    {
        var name = NameOf(key, EntryOperation.Read);
        var path = _directory.PathOf(name);
        var outcome = Run(EntryOperation.Read, path, long.MaxValue, static (backend, path, limit) => backend.TryRead(path, limit));
        RemoveIfStale(name, path, outcome);
        return outcome.Value;
    }

    /// <inheritdoc/>
    public async ValueTask<BackendValue> GetAsync(string key, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var name = NameOf(key, EntryOperation.Read);
        var path = _directory.PathOf(name);
        var outcome = await RunAsync(
            EntryOperation.Read, path, (long)InlineReadLimit, static (backend, path, limit) => backend.TryRead(path, limit), cancellationToken).ConfigureAwait(false);
        if (outcome.Unread is { } handle)
        {
            using (handle)
            {
                outcome = await ReadUnreadAsync(handle, path, cancellationToken).ConfigureAwait(false);
            }
        }

        RemoveIfStale(name, path, outcome);
        return outcome.Value;
    }

    /// <inheritdoc/>
    public bool Exists(string key) =>
        Run(EntryOperation.Look, PathOf(key, EntryOperation.Look), 0, static (backend, path, _) => backend.TryFindLive(path, out var _));

    /// <inheritdoc/>
    public ValueTask<bool> ExistsAsync(string key, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return RunAsync(
            EntryOperation.Look, PathOf(key, EntryOperation.Look), 0, static (backend, path, _) => backend.TryFindLive(path, out var _), cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>In whole seconds; the running second counts.</remarks>
    public TimeSpan? GetTtl(string key) =>
        Run(EntryOperation.Look, PathOf(key, EntryOperation.Look), 0, static (backend, path, _) => backend.TtlOf(path));

    /// <inheritdoc/>
    /// <remarks>In whole seconds; the running second counts.</remarks>
    public ValueTask<TimeSpan?> GetTtlAsync(string key, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return RunAsync(
            EntryOperation.Look, PathOf(key, EntryOperation.Look), 0, static (backend, path, _) => backend.TtlOf(path), cancellationToken);
    }

    private string PathOf(string key, EntryOperation operation) => _directory.PathOf(NameOf(key, operation));

    private bool TryFindLive(string path, out ulong expiry) =>
        EntryFiles.Judge(path, _time.GetUtcNow(), out expiry) == EntryVerdict.Live;

    private TimeSpan? TtlOf(string path) =>
        TryFindLive(path, out var expiry) ? EntryHeader.RemainingSeconds(expiry, _time.GetUtcNow()) : null;

    /// <summary>Opens and reads an entry, or leaves the reading to the caller when it is larger than the limit.</summary>
    private ReadOutcome TryRead(string path, long inlineLimit)
    {
        var place = EntryPlace.Look(path);
        if (!place.IsFile)
        {
            if (place.Kind == EntryPlaceKind.Link)
            {
                FileBackendLog.EntryIsLink(_logger, Path.GetFileName(path));
            }

            return default;
        }

        var handle = EntryFiles.Open(path, FileAccess.Read);
        if (handle is null)
        {
            return default;
        }

        if (place.Size > inlineLimit)
        {
            return new ReadOutcome(default, EntryVerdict.Live, handle);
        }

        using (handle)
        {
            return Read(handle, place);
        }
    }

    private ReadOutcome Read(SafeFileHandle handle, EntryPlace place)
    {
        if (IsTooLarge(place.Size))
        {
            return default;
        }

        // One byte more than expected, so that the usual file needs no question for its size: it ends exactly where it should.
        var buffer = new PooledBuffer((int)place.Size + 1);
        try
        {
            var read = RandomAccess.Read(handle, buffer.Array.AsSpan(0, (int)place.Size + 1), 0);
            if (read != place.Size && read != RandomAccess.GetLength(handle))
            {
                // Another file than the one that was seen: it was replaced before it was opened.
                buffer.Dispose();
                return ReadAgain(handle);
            }

            return Conclude(handle, buffer, read, place.WrittenAt);
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    private ReadOutcome ReadAgain(SafeFileHandle handle)
    {
        var length = RandomAccess.GetLength(handle);
        if (IsTooLarge(length))
        {
            return default;
        }

        var buffer = new PooledBuffer((int)length);
        try
        {
            var total = 0;
            int read;
            while (total < length && (read = RandomAccess.Read(handle, buffer.Array.AsSpan(total, (int)length - total), total)) > 0)
            {
                total += read;
            }

            return total == length ? Conclude(handle, buffer, total, File.GetLastWriteTimeUtc(handle)) : Abandon(buffer);
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    private async ValueTask<ReadOutcome> ReadUnreadAsync(SafeFileHandle handle, string path, CancellationToken cancellationToken)
    {
        PooledBuffer? buffer = null;
        try
        {
            var length = RandomAccess.GetLength(handle);
            if (IsTooLarge(length))
            {
                return default;
            }

            buffer = new PooledBuffer((int)length);
            var total = 0;
            int read;
            while (total < length
                && (read = await RandomAccess.ReadAsync(handle, buffer.Array.AsMemory(total, (int)length - total), total, cancellationToken).ConfigureAwait(false)) > 0)
            {
                total += read;
            }

            return total == length ? Conclude(handle, buffer, total, File.GetLastWriteTimeUtc(handle)) : Abandon(buffer);
        }
        catch (Exception exception)
        {
            buffer?.Dispose();
            if (FileErrors.IsFault(exception))
            {
                throw FileErrors.Translate(exception, EntryOperation.Read.Verb, path, onEntry: true);
            }

            throw;
        }
    }

    /// <summary>Entries of writers with other limits are no business of this one: missing, but not damaged.</summary>
    private bool IsTooLarge(long size) => size > _maxValueBytes + EntryHeader.Size;

    /// <summary>A file that is shorter than its system says.</summary>
    private static ReadOutcome Abandon(PooledBuffer buffer)
    {
        buffer.Dispose();
        return default;
    }

    private ReadOutcome Conclude(SafeFileHandle handle, PooledBuffer buffer, int length, DateTime writtenAt)
    {
        var now = _time.GetUtcNow();
        var verdict = EntryHeader.Judge(buffer.Array.AsSpan(0, length), now, out var expiry);
        if (verdict != EntryVerdict.Live)
        {
            buffer.Dispose();
            return new ReadOutcome(default, verdict);
        }

        if (_options.TouchOnRead && now - TouchAfter > writtenAt)
        {
            TryTouch(handle, now);
        }

        var payload = buffer.Array.AsMemory(EntryHeader.Size, length - EntryHeader.Size);
        return new ReadOutcome(new BackendValue(payload, EntryHeader.Remaining(expiry, now), buffer));
    }

    private void TryTouch(SafeFileHandle handle, DateTimeOffset now)
    {
        try
        {
            Touch(handle, now.UtcDateTime);
        }
        catch (Exception exception) when (FileErrors.IsFault(exception))
        {
            // An entry of another user, or a handle that may only read: it can be evicted earlier, and was read all the same.
            FileBackendLog.NotTouched(_logger, _directory.FullPath, exception);
        }
    }

    /// <summary>
    /// Removes an expired or damaged file, but never a fresh one that took its place: the file is set aside, inspected again under a name that
    /// nobody else uses, and put back when it proves to be another one.
    /// </summary>
    private void RemoveIfStale(string name, string path, ReadOutcome outcome)
    {
        // A writer of this process is about to replace it anyway.
        if (!outcome.IsStale || !_locks.TryAcquire(name, out var held))
        {
            return;
        }

        using (held)
        {
            try
            {
                var aside = EntryNames.Temporary(path);
                File.Move(path, aside, overwrite: true);
                SettleSetAside(path, aside);
            }
            catch (Exception exception) when (FileErrors.IsFault(exception))
            {
                if (!FileErrors.IsMissing(exception))
                {
                    FileBackendLog.StaleEntryKept(_logger, name, outcome.Verdict, exception);
                }
            }
        }
    }

    /// <summary>Decides about a file that was set aside; without a sure answer it goes back.</summary>
    internal void SettleSetAside(string path, string aside)
    {
        var stale = false;
        var size = EntryPlace.Look(aside).Size;
        try
        {
            stale = EntryFiles.Judge(aside, _time.GetUtcNow(), out _) is EntryVerdict.Expired or EntryVerdict.Corrupt;
        }
        finally
        {
            if (stale)
            {
                File.Delete(aside);
                _eviction.Removed(size);
            }
            else
            {
                EntryFiles.PutBack(aside, path);
            }
        }
    }
}
