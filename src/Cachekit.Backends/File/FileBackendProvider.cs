using Cachekit.CompilerServices;
using Cachekit.Configuration;
using Microsoft.Extensions.Logging;

namespace Cachekit.Backends;

/// <summary>Makes the file backend from <c>File</c> of the configuration and from <c>CACHEKIT_FILE_*</c>.</summary>
internal sealed class FileBackendProvider : IBackendProvider
{
    private static readonly SettingName MaxSizeMb = new("File:MaxSizeMb", "CACHEKIT_FILE_MAX_SIZE_MB");
    internal static readonly SettingName MaxValueMb = new("File:MaxValueMb", "CACHEKIT_FILE_MAX_VALUE_MB");
    internal static readonly SettingName MaxEntryCount = new("File:MaxEntryCount", "CACHEKIT_FILE_MAX_ENTRY_COUNT");
    internal static readonly SettingName LockTimeout = new("File:LockTimeout", "CACHEKIT_FILE_LOCK_TIMEOUT_SECONDS");
    private static readonly SettingName AllowUntrustedDirectory = new("File:AllowUntrustedDirectory", null);
    private static readonly SettingName FlushToDisk = new("File:FlushToDisk", null);
    private static readonly SettingName TouchOnRead = new("File:TouchOnRead", null);

    public string Kind => FileBackend.Kind;

    public ICacheBackend? Create(BackendProviderContext context) => Create(context, configure: null);

    /// <summary>Makes the backend from the configuration and the environment, and from what code says on top of them.</summary>
    internal static ICacheBackend? Create(BackendProviderContext context, Action<FileBackendOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(context);

        var problems = new List<string>();
        var settings = context.Settings.Reporting(problems);
        var options = new FileBackendOptions { Directory = settings.Get(SettingNames.FileDirectory)?.Text };
        options.MaxSizeMb = settings.Integer(MaxSizeMb, FileBackendDefaults.MinSizeMb, FileBackendDefaults.MaxSizeMb, "1024") ?? options.MaxSizeMb;
        options.MaxValueMb = settings.Integer(MaxValueMb, 1, int.MaxValue, "100");
        options.MaxEntryCount = settings.Integer(MaxEntryCount, FileBackendDefaults.MinEntryCount, FileBackendDefaults.MaxEntryCount, "10000") ?? options.MaxEntryCount;
        options.LockTimeout = settings.Seconds(LockTimeout, FileBackendDefaults.MinLockTimeoutSeconds, FileBackendDefaults.MaxLockTimeoutSeconds, "5.0") ?? options.LockTimeout;
        options.AllowUntrustedDirectory = settings.Boolean(AllowUntrustedDirectory) ?? options.AllowUntrustedDirectory;
        options.FlushToDisk = settings.Boolean(FlushToDisk) ?? options.FlushToDisk;
        options.TouchOnRead = settings.Boolean(TouchOnRead) ?? options.TouchOnRead;

        // What depends on two settings, in the words of the one who made them.
        FileBackendSettings.Validate(options, setting => NameOf(setting, settings), problems);
        configure?.Invoke(options);

        if (problems.Count == 0)
        {
            try
            {
                return new FileBackend(options, context.TimeProvider, context.LoggerFactory.CreateLogger<FileBackend>());
            }
            catch (CacheConfigurationException exception)
            {
                problems.AddRange(exception.Problems);
            }
        }

        foreach (var problem in problems)
        {
            context.Problems.Add(problem);
        }

        return null;
    }

    private static string NameOf(FileBackendSetting setting, SettingsReader settings) => setting switch
    {
        FileBackendSetting.Directory => settings.NameOf(SettingNames.FileDirectory),
        FileBackendSetting.MaxSizeMb => settings.NameOf(MaxSizeMb),
        FileBackendSetting.MaxValueMb => settings.NameOf(MaxValueMb),
        FileBackendSetting.MaxEntryCount => settings.NameOf(MaxEntryCount),
        FileBackendSetting.LockTimeout => settings.NameOf(LockTimeout),
        _ => FileBackendSettings.PropertyName(setting),
    };
}
