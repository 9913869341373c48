using Cachekit.CompilerServices;
using Cachekit.Storage.Lz4;
using Cachekit.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cachekit.Configuration;

/// <summary>Puts options, configuration, environment and defaults together, in this order, and reports everything that is wrong at once.</summary>
internal static class SettingsResolver
{
    internal const long DefaultMaxValueSize = 104_857_600;

    private const int DefaultLocalMaxSizeMb = 100;

    private const long BytesPerMb = 1024 * 1024;

    private static readonly TimeSpan ShortestPoll = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan LongestPoll = TimeSpan.FromDays(1);

    /// <param name="options">What code says.</param>
    /// <param name="services">What stands in where <paramref name="options"/> say nothing.</param>
    /// <exception cref="CacheConfigurationException">At least one setting is wrong.</exception>
    internal static RuntimeSettings Resolve(CachekitOptions options, FallbackServices services)
    {
        ArgumentNullException.ThrowIfNull(options);
        var problems = new List<string>();
        var settings = new SettingsReader(options.Configuration ?? services.Configuration, options.Variables, problems);
        var timeProvider = options.TimeProvider ?? services.TimeProvider ?? TimeProvider.System;
        var loggerFactory = options.LoggerFactory ?? services.LoggerFactory ?? NullLoggerFactory.Instance;
        var logger = loggerFactory.CreateLogger(Log.Category);

        CheckOptions(options, problems);
        WarnOfMistakenNames(options.Variables, logger);
        var compression = settings.Boolean(SettingNames.EnableCompression);
        var level = settings.Integer(SettingNames.CompressionLevel, 1, Lz4Block.MaxLevel);
        var localEnabled = settings.Boolean(SettingNames.LocalEnabled);
        var localMaxSizeMb = settings.Integer(SettingNames.LocalMaxSizeMb, 1, int.MaxValue);
        var pollInterval = settings.Seconds(SettingNames.PollInterval, ShortestPoll.TotalSeconds, LongestPoll.TotalSeconds, "5");
        var changeable = ReadChangeable(options, settings, problems);
        var encryption = EncryptionSettingsResolver.Resolve(options.Encryption, settings, problems);
        var context = new BackendProviderContext(settings, timeProvider, loggerFactory) { Services = services.Services };
        ResolvedBackends backends;
        try
        {
            backends = BackendResolver.Resolve(options, services.Backend, context, logger);
        }
        catch
        {
            encryption.Keyring?.Dispose();
            throw;
        }

        if (problems.Count > 0)
        {
            encryption.Keyring?.Dispose();
            backends.Dispose();
            throw new CacheConfigurationException(problems);
        }

        return new RuntimeSettings(
            backends.Standard,
            backends.Named,
            backends.Owned,
            () => BackendResolver.CreateForIo(options, backends.Standard, context),
            context.Usage,
            changeable,
            options.Local.Enabled ?? localEnabled ?? true,
            (options.Local.MaxSizeMb ?? localMaxSizeMb ?? DefaultLocalMaxSizeMb) * BytesPerMb,
            options.EnableCompression ?? compression ?? true ? options.CompressionLevel ?? level ?? Lz4Block.DefaultLevel : Lz4Block.LiteralsOnly,
            encryption,
            timeProvider,
            loggerFactory)
        {
            PollInterval = options.Invalidation.PollInterval ?? pollInterval,
            Services = services.Services,
            Source = (options.Configuration ?? services.Configuration) is { } section ? new SettingsSource(options, section) : null,
        };
    }

    /// <summary>Reads the settings that can change while a runtime works.</summary>
    internal static ChangeableSettings ReadChangeable(CachekitOptions options, SettingsReader settings, List<string> problems)
    {
        var configuredTtl = settings.Seconds(SettingNames.DefaultTtl, 0, TtlLimits.Longest.TotalSeconds, "600");
        var ttl = options.DefaultTtl ?? configuredTtl;
        var maxValueSize = settings.Bytes(SettingNames.MaxValueSize);
        var policies = new PolicyResolver(options, settings, problems);
        policies.CheckIo(ttl ?? TtlLimits.DefaultOf(Preset.Io));
        var telemetry = new TelemetrySettings
        {
            Enabled = options.Telemetry.Enabled ?? settings.Boolean(SettingNames.TelemetryEnabled),
            LogKeys = options.Telemetry.LogKeys ?? settings.Boolean(SettingNames.TelemetryLogKeys) ?? false,
            LogSamplingRate = options.Telemetry.LogSamplingRate ?? settings.Share(SettingNames.TelemetryLogSamplingRate) ?? TelemetrySettings.DefaultLogSamplingRate,
        };
        var resilience = ResilienceSettingsResolver.Resolve(options, settings, problems);
        return new ChangeableSettings(
            ttl,
            options.MaxValueSize ?? maxValueSize ?? DefaultMaxValueSize,
            policies.Policies,
            names => names.Select(resilience.Named.GetValueOrDefault).FirstOrDefault(static named => named is not null) ?? resilience.General,
            telemetry);
    }

    private static void CheckOptions(CachekitOptions options, List<string> problems)
    {
        if (options.DefaultTtl is { } ttl && (ttl <= TimeSpan.Zero || ttl > TtlLimits.Longest))
        {
            problems.Add($"CachekitOptions.DefaultTtl is {ttl}: it must be more than 0 and at most 3650 days.");
        }

        if (options.MaxValueSize is <= 0)
        {
            problems.Add($"CachekitOptions.MaxValueSize is {options.MaxValueSize}: it must be more than 0 bytes.");
        }

        if (options.CompressionLevel is < 1 or > Lz4Block.MaxLevel)
        {
            problems.Add($"CachekitOptions.CompressionLevel is {options.CompressionLevel}: it must be 1 to 9; set EnableCompression to false to compress nothing.");
        }

        if (options.Invalidation.PollInterval is { } poll && (poll < ShortestPoll || poll > LongestPoll))
        {
            problems.Add($"CachekitOptions.Invalidation.PollInterval is {poll}: it must be 100 milliseconds to 1 day; leave it null to ask never.");
        }

        if (options.Telemetry.LogSamplingRate is { } rate && rate is not (>= 0 and <= 1))
        {
            problems.Add($"CachekitOptions.Telemetry.LogSamplingRate is {rate}: it must be 0 to 1.");
        }

        if (options.Local.MaxSizeMb < 1)
        {
            problems.Add($"CachekitOptions.Local.MaxSizeMb is {options.Local.MaxSizeMb}: it must be 1 or more; set Local.Enabled to false to keep nothing in memory.");
        }
    }

    private static void WarnOfMistakenNames(Func<string, string?> variables, ILogger logger)
    {
        foreach (var name in VariableNames.All)
        {
            var mistaken = string.Concat(VariableNames.MistakenPrefix, name.AsSpan(VariableNames.Prefix.Length));
            if (!string.IsNullOrWhiteSpace(variables(mistaken)))
            {
                Log.MistakenVariable(logger, mistaken, name);
            }
        }
    }
}
