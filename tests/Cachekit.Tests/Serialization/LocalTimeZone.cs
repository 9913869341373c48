namespace Cachekit.Tests.Serialization;

/// <summary>Keeps tests that move the machine to another time zone apart from all others.</summary>
[CollectionDefinition(nameof(LocalTimeZone), DisableParallelization = true)]
public sealed class LocalTimeZone;
