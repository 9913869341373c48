namespace Cachekit.Tests.Scopes;

/// <summary>For tests of what belongs to the whole process.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone in the process";
}
