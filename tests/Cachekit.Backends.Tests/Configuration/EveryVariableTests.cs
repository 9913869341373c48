using Cachekit.Configuration;
using Microsoft.Extensions.Configuration;

namespace Cachekit.Backends.Tests.Configuration;

/// <summary>Every variable of the contract that all SDKs share: it is read, a wrong one is a problem that names it, and the configuration has a path of the same meaning.</summary>
public sealed class EveryVariableTests
{
    /// <summary>The backend, the variable, its path, values at the ends of the range, and wrong values just beyond them and of other forms.</summary>
    public static TheoryData<string, string, string, string[], string[]> Rows => new()
    {
        { "none", "CACHEKIT_DEFAULT_TTL", "DefaultTtl", ["0.001", "600"], ["0", "-1", "soon"] },
        { "none", "CACHEKIT_MAX_VALUE_SIZE", "MaxValueSize", ["1", "104857600"], ["0", "-1", "1.5"] },
        { "none", "CACHEKIT_ENABLE_COMPRESSION", "EnableCompression", ["true", "off"], ["perhaps", "2"] },
        { "none", "CACHEKIT_COMPRESSION_LEVEL", "CompressionLevel", ["1", "9"], ["0", "10", "fast"] },
        { "none", "CACHEKIT_MASTER_KEY", "Encryption:MasterKey", [Hex(64)], [Hex(62), Hex(65), Hex(63) + "g"] },
        { "none", "CACHEKIT_PREVIOUS_MASTER_KEYS", "Encryption:PreviousMasterKeys", [Hex(64)], [Hex(62), "x"] },
        { "none", "CACHEKIT_ENCRYPTION_FAIL_CLOSED", "Encryption:FailClosed", ["true", "0"], ["perhaps"] },
        { "none", "CACHEKIT_DEPLOYMENT_UUID", "Encryption:DeploymentUuid", ["01234567-89ab-cdef-0123-456789abcdef"], ["{01234567-89ab-cdef-0123-456789abcdef}", "x"] },
        { "redis", "CACHEKIT_REDIS_URL", "Redis:Url", ["redis://localhost", "rediss://:word@localhost:6380/2"], ["redis:localhost:6379", "redis/localhost:6379", "http://localhost"] },
        { "redis", "REDIS_URL", "Redis:Url", ["redis://localhost"], ["localhost:6379"] },
        { "redis", "CACHEKIT_CONNECTION_POOL_SIZE", "Redis:ConnectionPoolSize", ["1"], ["0", "-1", "x"] },
        { "redis", "CACHEKIT_SOCKET_TIMEOUT", "Redis:SocketTimeout", ["0.1", "5"], ["0", "-1", "x"] },
        { "redis", "CACHEKIT_SOCKET_CONNECT_TIMEOUT", "Redis:SocketConnectTimeout", ["0.1", "5"], ["0", "-1", "x"] },
        { "redis", "CACHEKIT_MAX_CHUNK_SIZE_MB", "Redis:MaxChunkSizeMb", ["1", "2147483647"], ["0", "-1", "x"] },
        { "http", "CACHEKIT_API_KEY", "Http:ApiKey", ["ck_live_x", "ck_sdk_x", "ck_api_x", "ck_test_x"], ["two words", "line\nbreak"] },
        { "http", "CACHEKIT_API_URL", "Http:ApiUrl", ["https://api.cachekit.io", "https://api.staging.cachekit.io"], ["http://api.cachekit.io", "https://10.0.0.1", "https://example.com", "x"] },
        { "http", "CACHEKIT_TIMEOUT", "Http:Timeout", ["0.1", "5"], ["0", "-1", "x"] },
        { "http", "CACHEKIT_MAX_RETRIES", "Http:MaxRetries", ["0", "3"], ["-1", "x"] },
        { "http", "CACHEKIT_ALLOW_CUSTOM_HOST", "Http:AllowCustomHost", ["true", "false"], ["perhaps"] },
        { "http", "CACHEKIT_CONNECTION_POOL_SIZE", "Http:ConnectionPoolSize", ["1"], ["0", "x"] },
        { "file", "CACHEKIT_FILE_MAX_SIZE_MB", "File:MaxSizeMb", ["200", "1000000"], ["0", "1000001", "x"] },
        { "file", "CACHEKIT_FILE_MAX_VALUE_MB", "File:MaxValueMb", ["1", "512"], ["0", "513", "x"] },
        { "file", "CACHEKIT_FILE_MAX_ENTRY_COUNT", "File:MaxEntryCount", ["100", "1000000"], ["99", "1000001", "x"] },
        { "file", "CACHEKIT_FILE_LOCK_TIMEOUT_SECONDS", "File:LockTimeout", ["0.5", "30"], ["0.4", "30.1", "x"] },
        { "memcached", "CACHEKIT_MEMCACHED_SERVERS", "Memcached:Servers", ["""["127.0.0.1:11211"]""", "a:1,b:2"], ["""["a:1""", "a:0", "a:65536"] },
        { "memcached", "CACHEKIT_MEMCACHED_CONNECT_TIMEOUT", "Memcached:ConnectTimeout", ["0.1", "30"], ["0.09", "30.1", "x"] },
        { "memcached", "CACHEKIT_MEMCACHED_TIMEOUT", "Memcached:Timeout", ["0.1", "30"], ["0.09", "30.1", "x"] },
        { "memcached", "CACHEKIT_MEMCACHED_MAX_POOL_SIZE", "Memcached:MaxPoolSize", ["1", "100"], ["0", "101", "x"] },
        { "memcached", "CACHEKIT_MEMCACHED_RETRY_ATTEMPTS", "Memcached:RetryAttempts", ["0", "10"], ["-1", "11", "x"] },
        { "memcached", "CACHEKIT_MEMCACHED_KEY_PREFIX", "Memcached:KeyPrefix", ["shop:"], ["two words"] },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Values_AreTakenInTheirRangeAndNamedBeyondIt(string backend, string variable, string path, string[] right, string[] wrong)
    {
        foreach (var value in right)
        {
            Assert.Empty(Problems(backend, (variable, value), null));
            Assert.Empty(Problems(backend, null, (path, value)));

            // The section comes before the variable.
            Assert.Empty(Problems(backend, (variable, wrong[0]), (path, value)));
        }

        foreach (var value in wrong)
        {
            Assert.Contains(variable, Assert.Single(Problems(backend, (variable, value), null)), StringComparison.Ordinal);
            Assert.Contains("Cachekit:" + path, Assert.Single(Problems(backend, null, (path, value))), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void WrongTwinOfEveryVariable_IsWarnedAbout()
    {
        var variables = Rows.Select(static row => row.Data.Item2).Where(static name => name != "REDIS_URL").Append("CACHEKIT_BACKEND").Append("CACHEKIT_FILE_CACHE_DIR");

        Assert.All(variables.Distinct(), name => Assert.Contains(name, VariableNames.All));
    }

    private static IReadOnlyList<string> Problems(string backend, (string Name, string Value)? variable, (string Path, string Value)? setting)
    {
        var directory = Path.Join(Path.GetTempPath(), "cachekit-every-variable");
        var section = new Dictionary<string, string?> { ["Cachekit:Backend"] = backend, ["Cachekit:File:Directory"] = directory };
        if ("CACHEKIT_PREVIOUS_MASTER_KEYS" == variable?.Name || setting?.Path == "Encryption:PreviousMasterKeys")
        {
            section["Cachekit:Encryption:MasterKey"] = MasterKeys.First;
        }

        if (setting is { } s)
        {
            section["Cachekit:" + s.Path] = s.Value;
        }

        var options = new CachekitOptions
        {
            Configuration = new ConfigurationBuilder().AddInMemoryCollection(section).Build().GetSection("Cachekit"),
            Variables = name => name == variable?.Name ? variable.Value.Value : name == "CACHEKIT_API_KEY" ? "ck_live_x" : null,
        };
        try
        {
            new CachekitRuntime(options).Dispose();
            return [];
        }
        catch (CacheConfigurationException exception)
        {
            return exception.Problems;
        }
        finally
        {
            if (Directory.Exists(directory))
            {
                Directory.Delete(directory, recursive: true);
            }
        }
    }

    private static string Hex(int length) => string.Concat(Enumerable.Range(0, length).Select(static i => "0123456789abcdef"[i * 7 % 16]));
}
