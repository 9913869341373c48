using System.Globalization;

namespace Cachekit.Backends;

/// <summary>Checks the options. The same rules speak of the property in code and of the variable where it came from the environment.</summary>
internal static class RedisBackendSettings
{
    /// <summary>Adds a problem for each setting that is wrong; the URL and the connection string are checked where they are read.</summary>
    public static void Validate(RedisBackendOptions options, Func<RedisBackendSetting, string> nameOf, ICollection<string> problems)
    {
        if (options.Url is not null && options.Configuration is not null)
        {
            problems.Add($"{nameOf(RedisBackendSetting.Url)} and {nameOf(RedisBackendSetting.Configuration)} are set together, and each of them names a server: remove one of them.");
        }

        if (options.ConnectionPoolSize < 1)
        {
            Report(RedisBackendSetting.ConnectionPoolSize, Text(options.ConnectionPoolSize), "write a whole number, 1 or more, for example 10");
        }

        CheckTime(RedisBackendSetting.SocketTimeout, options.SocketTimeout);
        CheckTime(RedisBackendSetting.SocketConnectTimeout, options.SocketConnectTimeout);
        if (options.MaxChunkSizeMb is < 1 or > RedisBackendDefaults.MaxChunkSizeMb)
        {
            Report(RedisBackendSetting.MaxChunkSizeMb, Text(options.MaxChunkSizeMb), "write a whole number of megabytes from 1 to 512, for example 50");
        }

        if (options.Database < 0)
        {
            Report(RedisBackendSetting.Database, Text(options.Database.Value), "write a whole number, 0 or more, for example 1");
        }

        if (options.KeyPrefix is null)
        {
            problems.Add($"{nameOf(RedisBackendSetting.KeyPrefix)} is null: write a text, or leave it empty.");
        }

        if (string.IsNullOrWhiteSpace(options.InvalidationChannel))
        {
            problems.Add($"{nameOf(RedisBackendSetting.InvalidationChannel)} is blank: write the name of a channel, for example {RedisBackendDefaults.InvalidationChannel}.");
        }

        void CheckTime(RedisBackendSetting setting, TimeSpan time)
        {
            if (time <= TimeSpan.Zero || time > RedisBackendDefaults.MaxTimeout)
            {
                Report(setting, time.ToString(null, CultureInfo.InvariantCulture), "write a time of more than zero and at most one day, for example 1 second");
            }
        }

        void Report(RedisBackendSetting setting, string value, string rule) => problems.Add($"{nameOf(setting)} is '{value}': {rule}.");
    }

    public static string PropertyName(RedisBackendSetting setting) => $"{nameof(RedisBackendOptions)}.{setting}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
