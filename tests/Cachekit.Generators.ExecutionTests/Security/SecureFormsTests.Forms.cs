namespace Cachekit.Generators.ExecutionTests.Security;

/// <content>The methods. Their types all hold a runtime: those that hold none would be demanded a key for at the start of every host of this program.</content>
public sealed partial class SecureFormsTests
{
    public sealed partial class Forms(CachekitRuntime runtime, string marker)
    {
        [Cache, Secure]
        public partial Task<string> TaskAsync(int id);

        private async Task<string> TaskCoreAsync(int id)
        {
            await Task.Yield();
            return "told: " + marker;
        }

        [Cache, Secure]
        public partial ValueTask<string> ValueTaskAsync(int id, CancellationToken cancellationToken);

        private ValueTask<string> ValueTaskCoreAsync(int id, CancellationToken cancellationToken) => new("told: " + marker);

        [Cache, Secure]
        public partial string Value(int id);

        private string ValueCore(int id) => "told: " + marker;

        [Cache(Preset.Secure)]
        public partial string ByPreset(int id);

        private string ByPresetCore(int id) => "told: " + marker;

        [Cache(Preset.Minimal), Secure]
        public partial string Minimal(int id);

        private string MinimalCore(int id) => "told: " + marker;

        [Cache, Secure]
        public partial string Generic<T>(T id)
            where T : struct;

        private string GenericCore<T>(T id)
            where T : struct => "told: " + marker;
    }

    [Secure]
    public sealed partial class SecureClass(CachekitRuntime runtime, string marker)
    {
        [Cache]
        public partial string Get(int id);

        private string GetCore(int id) => "told: " + marker;

        public sealed partial class Inner(CachekitRuntime runtime, string marker)
        {
            [Cache]
            public partial string Get(int id);

            private string GetCore(int id) => "told: " + marker;
        }
    }

    public sealed partial class GenericClass<TId>(CachekitRuntime runtime, string marker)
        where TId : struct
    {
        [Cache, Secure]
        public partial Task<string> GetAsync(TId id);

        private Task<string> GetCoreAsync(TId id) => Task.FromResult("told: " + marker);
    }

    [Secure]
    public readonly partial struct SecureStruct(CachekitRuntime runtime, string marker)
    {
        private readonly CachekitRuntime _runtime = runtime;

        [Cache]
        public partial string Get(int id);

#pragma warning disable CACHEKIT106 // Each test makes one of them.
        private string GetCore(int id) => "told: " + marker;
#pragma warning restore CACHEKIT106
    }

    public static partial class StaticForms
    {
        public static CachekitRuntime? Runtime { get; set; }

        [Cache, Secure]
        public static partial Task<Guid> GetAsync(int id);

        private static Task<Guid> GetCoreAsync(int id) => Task.FromResult(Guid.NewGuid());
    }

    public sealed partial class Numbers(CachekitRuntime runtime)
    {
        private int _runs;

        [Cache, Secure]
        public partial ValueTask<int> FindAsync([CacheTenant] string tenant, int id);

        private ValueTask<int> FindCoreAsync(string tenant, int id) => new(++_runs);

        [Cache(Preset.Secure)]
        public partial int Count(int id);

        private int CountCore(int id) => ++_runs;

        [Cache]
        public partial int Plain(int id);

        private int PlainCore(int id) => ++_runs;

        [Invalidates(nameof(FindAsync))]
        public partial Task ForgetAsync(string tenant, int id);

        private Task ForgetCoreAsync(string tenant, int id) => Task.CompletedTask;
    }
}
