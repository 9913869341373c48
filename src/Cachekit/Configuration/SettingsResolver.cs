using Cachekit.CompilerServices;
using Cachekit.Storage.Lz4;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cachekit.Configuration;

/// <summary>Puts options, environment and defaults together, in this order, and reports everything that is wrong at once.</summary>
internal static class SettingsResolver
{
    internal const long DefaultMaxValueSize = 104_857_600;

    private const long BytesPerMb = 1024 * 1024;

    /// <param name="options">What code says.</param>
    /// <param name="services">What stands in where <paramref name="options"/> say nothing.</param>
    /// <exception cref="CacheConfigurationException">At least one setting is wrong.</exception>
    internal static RuntimeSettings Resolve(CachekitOptions options, FallbackServices services)
    {
        ArgumentNullException.ThrowIfNull(options);
        var problems = new List<string>();
        var variables = new EnvironmentVariables(options.Variables, problems);
        var timeProvider = options.TimeProvider ?? services.TimeProvider ?? TimeProvider.System;
        var loggerFactory = options.LoggerFactory ?? services.LoggerFactory ?? NullLoggerFactory.Instance;
        var logger = loggerFactory.CreateLogger(Log.Category);

        CheckOptions(options, problems);
        WarnOfMistakenNames(variables, logger);
        var ttl = variables.Seconds(VariableNames.DefaultTtl, TtlLimits.Longest);
        var maxValueSize = variables.PositiveInteger(VariableNames.MaxValueSize);
        var compression = variables.Boolean(VariableNames.EnableCompression);
        var level = variables.Integer(VariableNames.CompressionLevel, 1, Lz4Block.MaxLevel);
        var encryption = EncryptionSettingsResolver.Resolve(options.Encryption, variables, problems);

        var backend = options.Backend ?? (options.NoBackend || options.BackendFactory is not null ? null : services.Backend);
        var ownsBackend = false;
        if (backend is null && !options.NoBackend)
        {
            var context = new BackendProviderContext(variables.Get, timeProvider, loggerFactory, problems);
            backend = options.BackendFactory is { } factory
                ? factory(context)
                : new BackendSelector(context, options.Providers, options.FallbackFactory, logger).Select();
            ownsBackend = backend is not null;
        }

        if (problems.Count > 0)
        {
            encryption.Keyring?.Dispose();
            if (ownsBackend)
            {
                (backend as IDisposable)?.Dispose();
            }

            throw new CacheConfigurationException(problems);
        }

        return new RuntimeSettings(
            backend,
            ownsBackend,
            new Dictionary<string, ICacheBackend>(options.Backends, StringComparer.Ordinal),
            options.DefaultTtl ?? ttl,
            options.MaxValueSize ?? maxValueSize ?? DefaultMaxValueSize,
            options.Local.Enabled,
            options.Local.MaxSizeMb * BytesPerMb,
            options.EnableCompression ?? compression ?? true ? options.CompressionLevel ?? level ?? Lz4Block.DefaultLevel : Lz4Block.LiteralsOnly,
            encryption,
            timeProvider,
            loggerFactory);
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

        if (options.Local.MaxSizeMb < 1)
        {
            problems.Add($"CachekitOptions.Local.MaxSizeMb is {options.Local.MaxSizeMb}: it must be 1 or more; set Local.Enabled to false to keep nothing in memory.");
        }

        foreach (var (name, backend) in options.Backends)
        {
            if (string.IsNullOrWhiteSpace(name))
            {
                problems.Add("CachekitOptions.Backends has a blank name: write the name that [Cache(Backend = \"...\")] uses.");
            }

            if (backend is null)
            {
                problems.Add($"CachekitOptions.Backends[\"{name}\"] is null: give it a backend, or remove the name.");
            }
        }
    }

    private static void WarnOfMistakenNames(EnvironmentVariables variables, ILogger logger)
    {
        foreach (var name in VariableNames.All)
        {
            var mistaken = string.Concat(VariableNames.MistakenPrefix, name.AsSpan(VariableNames.Prefix.Length));
            if (variables.Get(mistaken) is not null)
            {
                Log.MistakenVariable(logger, mistaken, name);
            }
        }
    }
}
