using System.Globalization;
using Cachekit.CompilerServices;
using Microsoft.Extensions.Logging;

namespace Cachekit.Backends;

/// <summary>Makes the file backend from <c>CACHEKIT_FILE_*</c>.</summary>
internal sealed class FileBackendProvider : IBackendProvider
{
    public const string DirectoryVariable = "CACHEKIT_FILE_CACHE_DIR";
    public const string MaxSizeVariable = "CACHEKIT_FILE_MAX_SIZE_MB";
    public const string MaxValueVariable = "CACHEKIT_FILE_MAX_VALUE_MB";
    public const string MaxEntryCountVariable = "CACHEKIT_FILE_MAX_ENTRY_COUNT";
    public const string LockTimeoutVariable = "CACHEKIT_FILE_LOCK_TIMEOUT_SECONDS";

    public string Kind => FileBackend.Kind;

    public ICacheBackend? Create(BackendProviderContext context) => Create(context, configure: null);

    /// <summary>Makes the backend from the environment, and from what code says on top of it.</summary>
    internal static ICacheBackend? Create(BackendProviderContext context, Action<FileBackendOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(context);

        var options = new FileBackendOptions();
        var problems = new List<string>();
        options.Directory = context.Variable(DirectoryVariable);
        options.MaxSizeMb = ReadNumber(context, FileBackendSetting.MaxSizeMb, problems) ?? options.MaxSizeMb;
        options.MaxValueMb = ReadNumber(context, FileBackendSetting.MaxValueMb, problems);
        options.MaxEntryCount = ReadNumber(context, FileBackendSetting.MaxEntryCount, problems) ?? options.MaxEntryCount;
        options.LockTimeout = ReadSeconds(context, FileBackendSetting.LockTimeout, problems) ?? options.LockTimeout;
        FileBackendSettings.Validate(options, VariableOf, problems);
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

    private static string VariableOf(FileBackendSetting setting) => setting switch
    {
        FileBackendSetting.Directory => DirectoryVariable,
        FileBackendSetting.MaxSizeMb => MaxSizeVariable,
        FileBackendSetting.MaxValueMb => MaxValueVariable,
        FileBackendSetting.MaxEntryCount => MaxEntryCountVariable,
        FileBackendSetting.LockTimeout => LockTimeoutVariable,
        _ => FileBackendSettings.PropertyName(setting),
    };

    private static int? ReadNumber(BackendProviderContext context, FileBackendSetting setting, List<string> problems)
    {
        if (context.Variable(VariableOf(setting)) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        problems.Add(FileBackendSettings.Problem(VariableOf(setting), text, FileBackendSettings.Rule(setting)));
        return null;
    }

    private static TimeSpan? ReadSeconds(BackendProviderContext context, FileBackendSetting setting, List<string> problems)
    {
        if (context.Variable(VariableOf(setting)) is not { } text)
        {
            return null;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            && seconds is >= FileBackendDefaults.MinLockTimeoutSeconds and <= FileBackendDefaults.MaxLockTimeoutSeconds)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        // Checked here, not with the options: a number of seconds may be none at all, or too large for a time span.
        problems.Add(FileBackendSettings.Problem(VariableOf(setting), text, "write a number of seconds from 0.5 to 30, for example 5.0"));
        return null;
    }
}
