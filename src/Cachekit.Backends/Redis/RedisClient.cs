using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;

namespace Cachekit.Backends;

/// <summary>Makes the settings of the client library from the options.</summary>
internal static class RedisClient
{
    /// <summary>The version of the client library that is loaded; users may have raised it.</summary>
    public static Version Version { get; } = typeof(ConfigurationOptions).Assembly.GetName().Version ?? new Version(1, 2, 6);

    /// <summary>The first version that knows users (2.1.50) has this number as that of its assembly, as every 2.x has.</summary>
    private static readonly Version KnowsMore = new(2, 0);

    /// <param name="options">The options, without a connection.</param>
    /// <param name="nameOf">How the user knows a setting.</param>
    /// <param name="problems">Receives what is wrong with the URL or the connection string.</param>
    /// <returns>The settings; <see langword="null"/> when there was a problem.</returns>
    public static ConfigurationOptions? Configure(RedisBackendOptions options, Func<RedisBackendSetting, string> nameOf, ICollection<string> problems)
    {
        var client = options.Configuration is { } text ? Parse(text, nameOf, problems) : FromUrl(options.Url ?? RedisBackendDefaults.Url, nameOf, problems);
        if (client is null)
        {
            return null;
        }

        // A program starts without its cache, and finds it when it comes.
        client.AbortOnConnectFail = false;
        if (!Names(options.Configuration, "connectTimeout"))
        {
            client.ConnectTimeout = Milliseconds(options.SocketConnectTimeout);
        }

        if (!Names(options.Configuration, "syncTimeout"))
        {
            client.SyncTimeout = Milliseconds(options.SocketTimeout);
        }

        if (!Names(options.Configuration, "connectRetry"))
        {
            client.ConnectRetry = 1;
        }

        if (!Names(options.Configuration, "keepAlive"))
        {
            client.KeepAlive = options.KeepAlive ? RedisBackendDefaults.KeepAliveSeconds : RedisBackendDefaults.NoKeepAliveSeconds;
        }

        // A command for many keys goes out as a whole, and not in packets of the client's 4 KB; 2.x and later do that by themselves.
        if (!Names(options.Configuration, "writeBuffer"))
        {
            client.WriteBuffer = RedisBackendDefaults.WriteBufferBytes;
        }

        if (options.Database is { } database)
        {
            client.DefaultDatabase = database;
        }

        // Where a user may not ask for INFO the client assumes a server of 2012, which has no SCAN.
        if (client.DefaultVersion < new Version(3, 0))
        {
            client.DefaultVersion = new Version(3, 0);
        }

        return client;
    }

    public static int Milliseconds(TimeSpan time) => Math.Max(1, (int)time.TotalMilliseconds);

    private static ConfigurationOptions? Parse(string text, Func<RedisBackendSetting, string> nameOf, ICollection<string> problems)
    {
        try
        {
            var client = ConfigurationOptions.Parse(text);
            if (client.EndPoints.Count > 0)
            {
                return client;
            }

            problems.Add($"{nameOf(RedisBackendSetting.Configuration)} names no server: write a connection string of StackExchange.Redis, for example localhost:6379,ssl=true.");
            return null;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException)
        {
            // What the client says repeats parts of the text, which may be parts of a password.
            var user = Version < KnowsMore && Names(text, "user") ? $" {UserNeeds}." : "";
            problems.Add($"{nameOf(RedisBackendSetting.Configuration)} is no connection string that StackExchange.Redis {Version.ToString(3)} reads: write one such as localhost:6379,ssl=true.{user}");
            return null;
        }
    }

    private static string UserNeeds => $"A user other than 'default' needs StackExchange.Redis 2.1.50 or newer, and {Version.ToString(3)} is loaded: reference a newer version in your project";

    private static ConfigurationOptions? FromUrl(string url, Func<RedisBackendSetting, string> nameOf, ICollection<string> problems)
    {
        if (RedisUrl.TryParse(url, out var address) is { } wrong)
        {
            problems.Add($"{nameOf(RedisBackendSetting.Url)} {wrong}.");
            return null;
        }

        if (Version < KnowsMore && address!.EndPoints.Any(static e => e is IPEndPoint { AddressFamily: AddressFamily.InterNetworkV6 }))
        {
            problems.Add($"{nameOf(RedisBackendSetting.Url)} has an IPv6 address, which needs StackExchange.Redis 2.0 or newer, and {Version.ToString(3)} is loaded: reference a newer version in your project, or write a name or an IPv4 address.");
            return null;
        }

        var client = WithUser(address!.User, nameOf, problems);
        if (client is null)
        {
            return null;
        }

        foreach (var endPoint in address.EndPoints)
        {
            client.EndPoints.Add(endPoint);
        }

        client.Password = address.Password;
        if (address.Database is { } database)
        {
            client.DefaultDatabase = database;
        }

        if (address.IsTls)
        {
            client.Ssl = true;
            client.SslHost = address.TlsHost;
        }

        return client;
    }

    /// <summary>The user 'default' is the one of a password alone, which every version can say.</summary>
    private static ConfigurationOptions? WithUser(string? user, Func<RedisBackendSetting, string> nameOf, ICollection<string> problems)
    {
        if (user is null or "default")
        {
            return new ConfigurationOptions();
        }

        if (user.Contains(',', StringComparison.Ordinal) || user.Trim() != user)
        {
            problems.Add($"{nameOf(RedisBackendSetting.Url)} has a user with a comma or with blanks around it, which StackExchange.Redis cannot be told: give the user another name.");
            return null;
        }

        try
        {
            // The property for it came later than the keyword's text can be handed over, so no version is asked for more than it knows.
            return ConfigurationOptions.Parse("user=" + user);
        }
        catch (ArgumentException)
        {
            problems.Add($"{nameOf(RedisBackendSetting.Url)} names a user. {UserNeeds}, or use the user 'default'.");
            return null;
        }
    }

    private static bool Names(string? configuration, string keyword) =>
        configuration is not null
        && configuration.Split(',').Any(part => part.Split('=')[0].Trim().Equals(keyword, StringComparison.OrdinalIgnoreCase));
}
