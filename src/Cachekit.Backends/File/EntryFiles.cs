using System.Diagnostics.CodeAnalysis;
using Microsoft.Win32.SafeHandles;

namespace Cachekit.Backends;

/// <summary>Steps on the files of entries. Locks that other SDKs take are no part of the format: nothing here relies on one.</summary>
internal static class EntryFiles
{
    /// <summary>Opens an entry. Any sharing but none at all takes a shared lock on Unix, which hinders nobody but a renewal by another SDK.</summary>
    /// <returns><see langword="null"/> when it has gone since it was seen.</returns>
    public static SafeFileHandle? Open(string path, FileAccess access)
    {
        try
        {
            return File.OpenHandle(path, FileMode.Open, access, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception exception) when (FileErrors.IsMissing(exception))
        {
            return null;
        }
    }

    /// <summary>Reads the header in one call, as its expiry may be rewritten in place at any time.</summary>
    public static EntryVerdict Judge(SafeFileHandle handle, DateTimeOffset now, out ulong expiry)
    {
        Span<byte> header = stackalloc byte[EntryHeader.Size];
        return EntryHeader.Judge(header[..RandomAccess.Read(handle, header, 0)], now, out expiry);
    }

    /// <summary>Judges the file at a path.</summary>
    /// <returns><see langword="null"/> when there is no file.</returns>
    public static EntryVerdict? Judge(string path, DateTimeOffset now, out ulong expiry)
    {
        expiry = EntryHeader.Never;
        if (!EntryPlace.Look(path).IsFile)
        {
            return null;
        }

        using var handle = Open(path, FileAccess.Read);
        return handle is null ? null : Judge(handle, now, out expiry);
    }

    /// <summary>Writes a whole new file that only the owner can open; nothing that exists is opened or followed.</summary>
    public static void Create(string path, ReadOnlyMemory<byte> payload, ulong expiry, UnixFileMode mode, bool flushToDisk, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        using var file = new FileStream(path, options);
        var handle = file.SafeFileHandle;
        Write(handle, payload.Span, expiry);
        if (flushToDisk)
        {
            cancellationToken.ThrowIfCancellationRequested();
            RandomAccess.FlushToDisk(handle);
        }
    }

    /// <summary>Removes a file of ours on the way out of a failure, whose exception matters more than this one.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "What stays behind is swept when it is old.")]
    public static void Discard(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (FileErrors.IsFault(exception))
        {
            // The sweep removes it later.
        }
    }

    /// <summary>Puts a file back under a name unless there is a newer one, which stays.</summary>
    public static void PutBack(string aside, string path)
    {
        // File.Move looks first and renames then, which would replace what arrives in between; a new link never replaces anything.
        if (!OperatingSystem.IsWindows() && Libc.Link(aside, path) == 0)
        {
            File.Delete(aside);
            return;
        }

        try
        {
            File.Move(aside, path, overwrite: false);
        }
        catch (IOException) when (EntryPlace.Look(path).Kind != EntryPlaceKind.Nothing)
        {
            File.Delete(aside);
        }
    }

    private static void Write(SafeFileHandle handle, ReadOnlySpan<byte> payload, ulong expiry)
    {
        const int OneCallLimit = 64 * 1024;

        if (payload.Length <= OneCallLimit)
        {
            using var buffer = new PooledBuffer(EntryHeader.Size + payload.Length);
            var whole = buffer.Array.AsSpan(0, EntryHeader.Size + payload.Length);
            EntryHeader.Write(whole, expiry);
            payload.CopyTo(whole[EntryHeader.Size..]);
            RandomAccess.Write(handle, whole, 0);
            return;
        }

        Span<byte> header = stackalloc byte[EntryHeader.Size];
        EntryHeader.Write(header, expiry);
        RandomAccess.Write(handle, header, 0);
        RandomAccess.Write(handle, payload, EntryHeader.Size);
    }
}
