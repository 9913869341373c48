using System.IO.Compression;
using System.Reflection;
using System.Xml.Linq;

namespace Cachekit.Packaging.Tests;

/// <summary>All packages, made once for all tests into a folder of its own.</summary>
public sealed class PackageFeed : IAsyncLifetime
{
    /// <summary>No other run has it, so that nothing comes from a cache.</summary>
    public static string Version { get; } = $"0.0.0-test.{Environment.ProcessId}";

    public static string Repository { get; } = Metadata("RepositoryRoot");

    public static string Configuration { get; } = Metadata("Configuration");

    /// <summary>A folder outside of the repository: what is built there must not see its settings.</summary>
    public string Root { get; } = Directory.CreateTempSubdirectory("cachekit-packages-").FullName;

    public string Packages => Path.Combine(Root, "feed");

    /// <summary>What was written while packing.</summary>
    public string Output { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var source = Path.Combine(Repository, "src");
        Assert.True(
            File.Exists(Path.Combine(source, "Cachekit", "bin", Configuration, "net8.0", "Cachekit.dll")),
            $"Build the solution first: the packages are made of what dotnet build -c {Configuration} leaves.");

        // One process for all: each would have to read the SDK anew.
        var traversal = Path.Combine(Root, "pack.proj");
        await File.WriteAllTextAsync(traversal, $"""
            <Project>
              <ItemGroup>
                <Library Include="{source}/*/*.csproj" />
              </ItemGroup>
              <Target Name="Pack">
                <MSBuild Projects="@(Library)" Targets="Pack" BuildInParallel="true"
                         Properties="NoBuild=true;Configuration={Configuration};PackageVersion={Version};PackageOutputPath={Packages}" />
              </Target>
            </Project>
            """);
        Output = await DotNet.SucceedAsync(Root, TestContext.Current.CancellationToken, "msbuild", traversal, "-t:Pack", "-m:2", "-nologo", "-v:minimal");
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Root, recursive: true);
        return default;
    }

    /// <summary>The ids of the packages.</summary>
    public IReadOnlyList<string> Ids() =>
        [.. Directory.GetFiles(Packages, "*.nupkg").Select(path => Path.GetFileName(path)[..^$".{Version}.nupkg".Length]).Order(StringComparer.Ordinal)];

    public ZipArchive Open(string id) => ZipFile.OpenRead(Path.Combine(Packages, $"{id}.{Version}.nupkg"));

    /// <summary>The package's description of itself.</summary>
    public async Task<XElement> ReadNuspecAsync(string id)
    {
        await using var package = Open(id);
        await using var stream = await package.Entries.Single(entry => entry.FullName == $"{id}.nuspec").OpenAsync();
        var root = XDocument.Load(stream).Root!;

        // Its namespace says the year of a format that nobody asks for.
        foreach (var element in root.DescendantsAndSelf())
        {
            element.Name = element.Name.LocalName;
        }

        return root.Element("metadata")!;
    }

    private static string Metadata(string key) => typeof(PackageFeed).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;
}
