using Microsoft.Win32.SafeHandles;

namespace Cachekit.Backends;

public sealed partial class FileBackend
{
    /// <summary>Gives a live entry a new expiry; called with the entry's lock held, so that no write of this process comes in between.</summary>
    private bool TryRenew(string path, TimeSpan ttl)
    {
        var place = EntryPlace.Look(path);
        if (!place.IsFile)
        {
            return false;
        }

        using var handle = EntryFiles.Open(path, RenewInPlace ? FileAccess.ReadWrite : FileAccess.Read);
        if (handle is null)
        {
            return false;
        }

        var now = _time.GetUtcNow();
        if (EntryFiles.Judge(handle, now, out _) != EntryVerdict.Live)
        {
            return false;
        }

        var expiry = EntryHeader.ExpiryFor(ttl, now);
        return RenewInPlace ? RewriteExpiry(handle, expiry) : ReplaceWithCopy(path, handle, expiry, place);
    }

    /// <summary>
    /// One write of eight bytes, which readers see as a whole since they take the header in one call. It goes to the file that was opened: when
    /// another process has replaced the entry meanwhile, it changes a file that nobody can find any more.
    /// </summary>
    private static bool RewriteExpiry(SafeFileHandle handle, ulong expiry)
    {
        Span<byte> bytes = stackalloc byte[EntryHeader.ExpirySize];
        EntryHeader.WriteExpiry(bytes, expiry);
        RandomAccess.Write(handle, bytes, EntryHeader.ExpiryOffset);
        return true;
    }

    /// <summary>For systems that do not keep reads and writes apart: the same payload under a new header takes the entry's place.</summary>
    private bool ReplaceWithCopy(string path, SafeFileHandle handle, ulong expiry, EntryPlace opened)
    {
        var length = RandomAccess.GetLength(handle);
        if (IsTooLarge(length))
        {
            return false;
        }

        using var buffer = new PooledBuffer((int)length);
        var total = 0;
        int read;
        while (total < length && (read = RandomAccess.Read(handle, buffer.Array.AsSpan(total, (int)length - total), total)) > 0)
        {
            total += read;
        }

        if (total != length)
        {
            return false;
        }

        handle.Dispose();
        var aside = EntryNames.Temporary(path);
        try
        {
            var payload = buffer.Array.AsMemory(EntryHeader.Size, total - EntryHeader.Size);
            EntryFiles.Create(aside, payload, expiry, _options.FileMode, _options.FlushToDisk, CancellationToken.None);

            // A write of another process must not be undone.
            var present = EntryPlace.Look(path);
            if (present.IsFile && present.WrittenAt == opened.WrittenAt && present.Size == opened.Size)
            {
                File.Move(aside, path, overwrite: true);
                return true;
            }
        }
        catch
        {
            EntryFiles.Discard(aside);
            throw;
        }

        EntryFiles.Discard(aside);
        return false;
    }
}
