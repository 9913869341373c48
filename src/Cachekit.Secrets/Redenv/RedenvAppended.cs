namespace Cachekit.Secrets;

/// <summary>What <see cref="RedenvScript"/> did.</summary>
/// <param name="Version">The number of the new version.</param>
/// <param name="ReplacedBroken">Whether what was there was no history, and is gone.</param>
internal readonly record struct RedenvAppended(long Version, bool ReplacedBroken);
