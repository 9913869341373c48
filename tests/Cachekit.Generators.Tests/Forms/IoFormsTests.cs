using System.Reflection;
using System.Runtime.CompilerServices;
using Cachekit.CompilerServices;
using Cachekit.Generators.Tests.Infrastructure;

namespace Cachekit.Generators.Tests.Forms;

public class IoFormsTests
{
    private const string Usings = "using Cachekit; using System.Threading.Tasks; ";

    [Fact]
    public void BackendOfTheAssembly_IsForTheOtherMethods()
    {
        var outcome = TestCompilation.Generate(
            "using Cachekit; [assembly: CacheDefaults(Backend = \"eu\")] "
            + "public partial class C { [Cache(Preset.Io)] public partial int Get(int a); private int GetCore(int a) => a; "
            + "[Cache] public partial int Find(int a); private int FindCore(int a) => a; }");

        outcome.AssertCompiles();
        Assert.Single(outcome.Files["C.g.cs"].Split('\n'), static line => line.Trim() == "Backend = \"eu\",");
    }

    [Fact]
    public void MethodsThatNeedTheHttpBackend_AreKnownBeforeTheirFirstCall()
    {
        var assembly = TestCompilation.Generate(
            Usings + "namespace IoForms { public partial class C { [Cache(Preset.Io)] public partial int Get(int a); private int GetCore(int a) => a; "
            + "[Cache] public partial int Find(int a); private int FindCore(int a) => a; } "
            + "public partial class D(CachekitRuntime runtime) { public CachekitRuntime Mine => runtime; "
            + "[Cache(Preset.Io)] public partial int Get(int a); private int GetCore(int a) => a; } }").Load();
        RuntimeHelpers.RunModuleConstructor(assembly.ManifestModule.ModuleHandle);

        var known = (IEnumerable<string>)typeof(AmbientMethods).GetProperty("WithIoBackend", BindingFlags.NonPublic | BindingFlags.Static)!.GetValue(null)!;

        Assert.StartsWith("IoForms.C.Get", Assert.Single(known, static method => method.StartsWith("IoForms.", StringComparison.Ordinal)), StringComparison.Ordinal);
    }
}
