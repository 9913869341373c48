namespace Cachekit.Generators.ExecutionTests.Docs;

/// <summary>An ambient default that does not depend on the environment of whoever runs the tests.</summary>
internal static class Ambient
{
    private static readonly CachekitRuntime Runtime = CachekitRuntime.Default = new CachekitRuntime(new CachekitOptions().UseNoBackend());

    public static void Prepare() => Assert.NotNull(Runtime);
}
