namespace Cachekit.Generators.ExecutionTests.Hosting;

/// <summary>Tests that replace the runtime of the whole process run when no others do.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AmbientRuntimeGroup
{
    public const string Name = "Ambient runtime";
}
