namespace SettingsSample.Store;

/// <summary>What Redis answers instead of a result.</summary>
/// <param name="message">The error as Redis words it.</param>
internal sealed class RedisErrorException(string message) : Exception(message);
