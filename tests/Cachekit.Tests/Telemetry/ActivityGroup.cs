namespace Cachekit.Tests.Telemetry;

/// <summary>Tests that listen to activities, or need that nobody does: a listener hears the whole process.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ActivityGroup
{
    public const string Name = "Activities";
}
