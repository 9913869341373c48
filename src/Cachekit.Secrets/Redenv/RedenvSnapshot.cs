using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace Cachekit.Secrets;

/// <summary>Keeps the secrets in an encrypted file, for starts while the store is away. Nothing that goes wrong with it fails a load.</summary>
internal sealed class RedenvSnapshot(RedenvSettings settings, ILogger logger)
{
    private const int MaxBytes = 64 * 1024 * 1024;

    private const UnixFileMode Foreign = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private readonly object _lock = new();
    private Secrets? _written;
    private DateTimeOffset _writtenAt;

    private string Path => settings.SnapshotPath!;

    /// <summary>Writes the file where the secrets have changed, or where it has used up half of the time that it is good for.</summary>
    public void Keep(Secrets secrets, DateTimeOffset now, TimeSpan goodFor)
    {
        lock (_lock)
        {
            if (ReferenceEquals(_written, secrets) && now - _writtenAt < goodFor / 2)
            {
                return;
            }

            try
            {
                Write(secrets, now);
                (_written, _writtenAt) = (secrets, now);
                RedenvMetrics.Snapshot(settings, "written");
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                RedenvMetrics.Snapshot(settings, "failed");
                RedenvLog.SnapshotNotWritten(logger, Path, exception.Message);
            }
        }
    }

    /// <returns>What the file has; <see langword="null"/> where there is none that can be used, which is logged.</returns>
    public (Secrets Secrets, TimeSpan Age)? TryRead(DateTimeOffset now, TimeSpan goodFor)
    {
        try
        {
            if (!File.Exists(Path))
            {
                return Refuse("there is none");
            }

            using var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file.SafeFileHandle) & Foreign) != 0)
            {
                return Refuse("others than its owner may read or change it; 'chmod 600' makes it usable again");
            }

            if (file.Length > MaxBytes)
            {
                return Refuse("it is larger than any snapshot");
            }

            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            if (RedenvSnapshotFormat.Open(bytes, settings, out var secrets, out var takenAt) is { } wrong)
            {
                return Refuse(wrong);
            }

            // A clock that was set back makes nothing younger than new.
            var age = now > takenAt ? now - takenAt : TimeSpan.Zero;
            return age < goodFor ? (secrets!, age) : Refuse($"it is {age} old, and was good for {goodFor}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SecretsException)
        {
            return Refuse(exception.Message);
        }
    }

    private (Secrets Secrets, TimeSpan Age)? Refuse(string reason)
    {
        RedenvMetrics.Snapshot(settings, "refused");
        RedenvLog.SnapshotRefused(logger, Path, reason);
        return null;
    }

    private void Write(Secrets secrets, DateTimeOffset now)
    {
        var full = System.IO.Path.GetFullPath(Path);
        var folder = System.IO.Path.GetDirectoryName(full)!;
        if (!Directory.Exists(folder))
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
            }
            else
            {
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }

        // In the same folder, so that the rename is one step of the file system: a reader sees the old file or the new one.
        var temporary = $"{full}.{Convert.ToHexString(RandomNumberGenerator.GetBytes(6))}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            using (var file = new FileStream(temporary, options))
            {
                file.Write(RedenvSnapshotFormat.Seal(secrets, settings, now));
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, full, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
