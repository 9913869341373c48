using System.Text.Json;

namespace Cachekit.Packaging.Tests;

/// <summary>A project that knows nothing of this repository: strict about everything, offline, and with one reference.</summary>
[Collection(nameof(PackageFeed))]
public sealed class StrangerTests(PackageFeed feed)
{
    private static readonly string[] Answers = ["partial: 1 call, 1 call, 2 calls", "decorated: 1 call, 1 call, 2 calls", "intercepted: 1 call, 1 call, 2 calls"];

    private string Folder => Path.Combine(feed.Root, "stranger");

    [Fact]
    public async Task StrangersProject_BuildsWithoutWarningsAndRuns_AndTheTargetsDoTheirWork()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await CopyAsync(cancellationToken);
        await DotNet.SucceedAsync(Folder, cancellationToken, "build", "-m:2", "-nologo", "-v:minimal", "-p:Seen=true");
        await CheckAnswersAsync(cancellationToken);
        await CheckCompilerAsync(cancellationToken);
        await CheckSingleGeneratorAsync(cancellationToken);

        // The compiler of .NET SDK 9, with what its language has.
        await DotNet.SucceedAsync(Folder, cancellationToken, "build", "-nologo", "-v:minimal", "-p:Toolset=4.14.0", "-p:TargetFrameworks=net10.0", "--no-incremental");
        await CheckAnswersAsync(cancellationToken);
    }

    private async Task CheckAnswersAsync(CancellationToken cancellationToken)
    {
        var output = await DotNet.SucceedAsync(Folder, cancellationToken, Path.Combine("bin", "Debug", "net10.0", "Stranger.dll"));

        // There is also a line of the log, because no backend is configured.
        Assert.Equal(Answers, Answers.Intersect(output.Split('\n', StringSplitOptions.TrimEntries), StringComparer.Ordinal));
    }

    private async Task CheckCompilerAsync(CancellationToken cancellationToken)
    {
        string[] check = ["msbuild", "-t:CachekitCheckCompiler", "-p:TargetFramework=net10.0", "-nologo"];

        var (exitCode, output) = await DotNet.RunAsync(Folder, cancellationToken, [.. check, "-p:CompilerApiVersion=roslyn4.7"]);
        Assert.NotEqual(0, exitCode);
        Assert.Contains("error CACHEKIT902: Cachekit needs the C# compiler 4.8 or newer", output, StringComparison.Ordinal);

        await DotNet.SucceedAsync(Folder, cancellationToken, [.. check, "-p:CompilerApiVersion=roslyn4.7", "-p:CachekitSkipCompilerCheck=true"]);
        await DotNet.SucceedAsync(Folder, cancellationToken, [.. check, "-p:CompilerApiVersion=roslyn4.8"]);
        await DotNet.SucceedAsync(Folder, cancellationToken, [.. check, "-p:CompilerApiVersion=roslyn4.10"]);
    }

    private async Task CheckSingleGeneratorAsync(CancellationToken cancellationToken)
    {
        var own = Path.Combine(PackageFeed.Repository, "src", "Cachekit.Generators", "bin", PackageFeed.Configuration, "netstandard2.0", "Cachekit.Generators.dll");
        Assert.True(File.Exists(own), own);

        Assert.StartsWith(feed.Root, Assert.Single(await GeneratorsAsync("")), StringComparison.Ordinal);
        Assert.Equal(own, Assert.Single(await GeneratorsAsync($"-p:OwnGenerator={own}")));

        async Task<string[]> GeneratorsAsync(string property)
        {
            string[] arguments = ["msbuild", "-t:ResolveReferences;CachekitRunGeneratorOnce", "-getItem:Analyzer", "-p:TargetFramework=net10.0", "-nologo"];
            var json = await DotNet.SucceedAsync(Folder, cancellationToken, property.Length == 0 ? arguments : [.. arguments, property]);
            using var document = JsonDocument.Parse(json);
            return
            [
                .. document.RootElement.GetProperty("Items").GetProperty("Analyzer").EnumerateArray()
                    .Where(static item => item.GetProperty("Filename").GetString() == "Cachekit.Generators")
                    .Select(static item => item.GetProperty("FullPath").GetString()!),
            ];
        }
    }

    private async Task CopyAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Folder);
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Stranger")))
        {
            // A project file of another ending is none to the SDK that builds the tests.
            File.Copy(file, Path.Combine(Folder, Path.GetFileName(file).Replace(".csproj.txt", ".csproj", StringComparison.Ordinal)));
        }

        var global = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        await File.WriteAllTextAsync(
            Path.Combine(Folder, "NuGet.Config"),
            $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="local" value="{feed.Packages}" />
              </packageSources>
              <fallbackPackageFolders>
                <clear />
                <add key="restored" value="{global}" />
              </fallbackPackageFolders>
              <config>
                <add key="globalPackagesFolder" value="{Path.Combine(feed.Root, "packages")}" />
              </config>
            </configuration>
            """,
            cancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(Folder, "Directory.Build.props"), $"<Project><PropertyGroup><CachekitVersion>{PackageFeed.Version}</CachekitVersion></PropertyGroup></Project>", cancellationToken);
    }
}
