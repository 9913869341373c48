namespace Cachekit.Configuration;

/// <summary>The settings of the engine, by path and variable. Those of a backend stand with the backend.</summary>
internal static class SettingNames
{
    internal static readonly SettingName Backend = new("Backend", VariableNames.Backend);
    internal static readonly SettingName DefaultTtl = new("DefaultTtl", VariableNames.DefaultTtl);
    internal static readonly SettingName MaxValueSize = new("MaxValueSize", VariableNames.MaxValueSize);
    internal static readonly SettingName EnableCompression = new("EnableCompression", VariableNames.EnableCompression);
    internal static readonly SettingName CompressionLevel = new("CompressionLevel", VariableNames.CompressionLevel);
    internal static readonly SettingName LocalEnabled = new("Local:Enabled", null);
    internal static readonly SettingName LocalMaxSizeMb = new("Local:MaxSizeMb", null);
    internal static readonly SettingName PollInterval = new("Invalidation:PollInterval", null);
    internal static readonly SettingName TelemetryEnabled = new("Telemetry:Enabled", null);
    internal static readonly SettingName TelemetryLogKeys = new("Telemetry:LogKeys", null);
    internal static readonly SettingName TelemetryLogSamplingRate = new("Telemetry:LogSamplingRate", null);
    internal static readonly SettingName MasterKey = new("Encryption:MasterKey", VariableNames.MasterKey);
    internal static readonly SettingName PreviousMasterKeys = new("Encryption:PreviousMasterKeys", VariableNames.PreviousMasterKeys);
    internal static readonly SettingName FailClosed = new("Encryption:FailClosed", VariableNames.EncryptionFailClosed);
    internal static readonly SettingName Tenant = new("Encryption:Tenant", null);
    internal static readonly SettingName DeploymentUuid = new("Encryption:DeploymentUuid", VariableNames.DeploymentUuid);

    // What chooses a backend when it is there.
    internal static readonly SettingName RedisUrl = new("Redis:Url", VariableNames.RedisUrl);
    internal static readonly SettingName SharedRedisUrl = new("Redis:Url", VariableNames.SharedRedisUrl);
    internal static readonly SettingName ApiKey = new("Http:ApiKey", VariableNames.ApiKey);
    internal static readonly SettingName MemcachedServers = new("Memcached:Servers", VariableNames.MemcachedServers);
    internal static readonly SettingName FileDirectory = new("File:Directory", VariableNames.FileCacheDir);
}
