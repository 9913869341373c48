using Cachekit.Generators.Tests.Infrastructure;
using Cachekit.TestSupport;
using Cachekit.TestSupport.Backends;

namespace Cachekit.Generators.Tests.Evolution;

/// <summary>One version of a program that caches what it finds: compiled, loaded, and run against a store that other versions use too.</summary>
internal sealed class Deployment
{
    private readonly System.Reflection.Assembly _program;
    private readonly FakeTimeProvider _time;
    private readonly MemoryBackend _backend;
    private object _catalog;

    /// <param name="backend">The shared store.</param>
    /// <param name="time">The clock.</param>
    /// <param name="declarations">What the type <c>Product</c> is in this version.</param>
    /// <param name="product">The expression of the product that the body finds.</param>
    /// <param name="cache">The attribute.</param>
    /// <param name="head">Attributes of the assembly.</param>
    /// <param name="typeAttribute">An attribute of the class.</param>
    public Deployment(
        MemoryBackend backend, FakeTimeProvider time, string declarations, string product, string cache = "[Cache]", string head = "", string typeAttribute = "")
    {
        _time = time;
        _backend = backend;
        _program = TestCompilation.Generate($$"""
            using System;
            using System.Collections.Generic;
            using System.Threading.Tasks;
            using Cachekit;
            {{head}}
            namespace Shop
            {
                {{declarations}}

                {{typeAttribute}}
                public sealed partial class Catalog
                {
                    private readonly CachekitRuntime _runtime;

                    public Catalog(CachekitRuntime runtime) => _runtime = runtime;

                    public int Runs { get; private set; }

                    {{cache}}
                    public partial Task<Product> FindAsync(int id);

                    private Task<Product> FindCoreAsync(int id)
                    {
                        Runs++;
                        return Task.FromResult<Product>({{product}});
                    }

                    public async Task<string> AskAsync(int id) => (await FindAsync(id))?.ToString() ?? "null";

                    public string KeyOf(int id) => Cached.Find.Key(id);
                }
            }
            """).Load();
        _catalog = Restarted();
    }

    public int Runs => (int)Call("get_Runs")!;

    public string Key => (string)Call("KeyOf", 1)!;

    public Task<string> AskAsync() => (Task<string>)Call("AskAsync", 1)!;

    /// <summary>Forgets what is in memory.</summary>
    public void Restart() => _catalog = Restarted();

    private object Restarted() => Activator.CreateInstance(
        _program.GetType("Shop.Catalog", throwOnError: true)!,
        new CachekitRuntime(new CachekitOptions { TimeProvider = _time }.UseBackend(_backend)))!;

    private object? Call(string method, params object[] arguments) => _catalog.GetType().GetMethod(method)!.Invoke(_catalog, arguments);
}
