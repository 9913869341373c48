namespace Cachekit.Generators.ExecutionTests.Handles;

/// <content>The forms of methods that have handles.</content>
public sealed partial class HandleTests
{
    public sealed partial class Forms(CachekitRuntime runtime)
    {
        public int Runs { get; private set; }

        public bool Fails { get; set; }

        [Cache]
        public partial ValueTask<int> FindAsync(int id, string text);

        private ValueTask<int> FindCoreAsync(int id, string text) => new(Run());

        [Cache]
        public partial int Count(int id);

        private int CountCore(int id) => Run();

        [Cache]
        public partial Task<string?> NothingAsync(int id);

        private Task<string?> NothingCoreAsync(int id) => Task.FromResult<string?>(null);

        private int Run() => Fails ? throw new InvalidOperationException("told to fail") : ++Runs;
    }

    public sealed partial class GenericForms<TOuter>(CachekitRuntime runtime)
        where TOuter : class
    {
        private int _runs;

        [Cache]
        public partial Task<int> FindAsync<T>(T value, [CacheIgnore] int ignored)
            where T : struct;

        private Task<int> FindCoreAsync<T>(T value, int ignored)
            where T : struct => Task.FromResult(++_runs);
    }

    public readonly partial struct StructForms(CachekitRuntime runtime, string name)
    {
        private static int _runs;

        private readonly CachekitRuntime _runtime = runtime;

        [CacheKey]
        private readonly string _name = name;

        [Cache]
        public partial Task<int> FindAsync(int id);

        private Task<int> FindCoreAsync(int id) => Task.FromResult(++_runs);
    }

    public static partial class StaticForms
    {
        private static int _runs;

        public static CachekitRuntime? Runtime { get; set; }

        [Cache]
        public static partial Task<int> FindAsync(int id);

        private static Task<int> FindCoreAsync(int id) => Task.FromResult(++_runs);
    }

    public sealed partial class Overloads(CachekitRuntime runtime)
    {
        [Cache]
        public partial int Get(int number);

        private static int GetCore(int number) => number;

        [Cache]
        public partial int Get(string text);

        private static int GetCore(string text) => text.Length;

        [Cache]
        public partial Task<int> GetAsync(int number, string text);

        private static Task<int> GetCoreAsync(int number, string text) => Task.FromResult(number + text.Length);
    }
}
