using System.Globalization;

namespace Cachekit.Backends;

/// <summary>Checks the options. The same rules speak of the property in code and of the variable where it came from the environment.</summary>
internal static class FileBackendSettings
{
    /// <summary>Adds a problem for each setting that is wrong.</summary>
    /// <param name="options">What to check.</param>
    /// <param name="nameOf">How the user knows the setting.</param>
    /// <param name="problems">Receives the problems.</param>
    public static void Validate(FileBackendOptions options, Func<FileBackendSetting, string> nameOf, ICollection<string> problems)
    {
        if (options.Directory is { } directory && (string.IsNullOrWhiteSpace(directory) || directory.Contains('\0', StringComparison.Ordinal)))
        {
            Report(FileBackendSetting.Directory, directory.Replace("\0", "\\0", StringComparison.Ordinal));
        }

        var sizeIsRight = options.MaxSizeMb is >= FileBackendDefaults.MinSizeMb and <= FileBackendDefaults.MaxSizeMb;
        if (!sizeIsRight)
        {
            Report(FileBackendSetting.MaxSizeMb, options.MaxSizeMb.ToString(CultureInfo.InvariantCulture));
        }

        if (options.MaxValueMb is { } value && (value < 1 || (sizeIsRight && value > options.MaxSizeMb / 2)))
        {
            var text = value.ToString(CultureInfo.InvariantCulture);
            var size = sizeIsRight
                ? string.Create(CultureInfo.InvariantCulture, $" ({nameOf(FileBackendSetting.MaxSizeMb)} is {options.MaxSizeMb})")
                : "";
            problems.Add(Problem(nameOf(FileBackendSetting.MaxValueMb), text, Rule(FileBackendSetting.MaxValueMb) + size));
        }

        if (options.MaxEntryCount is < FileBackendDefaults.MinEntryCount or > FileBackendDefaults.MaxEntryCount)
        {
            Report(FileBackendSetting.MaxEntryCount, options.MaxEntryCount.ToString(CultureInfo.InvariantCulture));
        }

        if (options.LockTimeout.TotalSeconds is < FileBackendDefaults.MinLockTimeoutSeconds or > FileBackendDefaults.MaxLockTimeoutSeconds)
        {
            Report(FileBackendSetting.LockTimeout, options.LockTimeout.ToString(null, CultureInfo.InvariantCulture));
        }

        if (!IsModeWith(options.FileMode, FileBackendDefaults.FileMode))
        {
            Report(FileBackendSetting.FileMode, Octal(options.FileMode));
        }

        if (!IsModeWith(options.DirectoryMode, FileBackendDefaults.DirectoryMode))
        {
            Report(FileBackendSetting.DirectoryMode, Octal(options.DirectoryMode));
        }

        void Report(FileBackendSetting setting, string value) => problems.Add(Problem(nameOf(setting), value, Rule(setting)));
    }

    public static string Problem(string name, string value, string rule) => $"{name} is '{value}': {rule}.";

    /// <summary>What to write instead, with an example.</summary>
    public static string Rule(FileBackendSetting setting) => setting switch
    {
        FileBackendSetting.Directory => "write the path of a directory, for example /var/cache/shop",
        FileBackendSetting.MaxSizeMb => "write a whole number of megabytes from 1 to 1000000, for example 1024",
        FileBackendSetting.MaxValueMb => "write a whole number of megabytes from 1 to half of the maximum size, for example 100",
        FileBackendSetting.MaxEntryCount => "write a whole number from 100 to 1000000, for example 10000",
        FileBackendSetting.LockTimeout => "write a time from 0.5 to 30 seconds, for example 5 seconds",
        FileBackendSetting.FileMode => "entries need read and write for their owner, and nothing beyond the nine permission bits, for example 0600",
        FileBackendSetting.DirectoryMode => "the directory needs all rights for its owner, and nothing beyond the nine permission bits, for example 0700",
        _ => throw new ArgumentOutOfRangeException(nameof(setting), setting, null),
    };

    public static string PropertyName(FileBackendSetting setting) => $"{nameof(FileBackendOptions)}.{setting}";

    /// <summary>The limit of a single value in bytes; what does not fit into an array cannot be a value.</summary>
    public static long MaxValueBytes(FileBackendOptions options)
    {
        var half = options.MaxSizeMb * FileBackendDefaults.BytesPerMb / 2;
        var limit = options.MaxValueMb is { } value ? value * FileBackendDefaults.BytesPerMb : Math.Min(FileBackendDefaults.ValueMb * FileBackendDefaults.BytesPerMb, half);
        return Math.Min(limit, Array.MaxLength - EntryHeader.Size - 1);
    }

    public static string Octal(UnixFileMode mode) => "0" + Convert.ToString((int)mode, 8);

    private static bool IsModeWith(UnixFileMode mode, UnixFileMode required) => (mode & required) == required && ((int)mode & ~0x1FF) == 0;
}
