using System.Runtime.InteropServices;

namespace ApiDocs;

/// <summary>The documentation files that the running .NET SDK carries in its reference packs.</summary>
public static class ReferencePacks
{
    private static readonly string[] Packs = ["Microsoft.NETCore.App.Ref", "Microsoft.AspNetCore.App.Ref"];

    /// <summary>Finds the files of the newest version of each pack.</summary>
    /// <exception cref="DirectoryNotFoundException">The .NET installation has no reference packs.</exception>
    public static IReadOnlyList<string> FindFiles()
    {
        var looked = new List<string>();
        foreach (var root in Roots())
        {
            var files = Packs.SelectMany(pack => FilesOf(Path.Combine(root, "packs", pack))).ToList();
            if (files.Count > 0)
            {
                return files;
            }

            looked.Add(Path.Combine(root, "packs"));
        }

        throw new DirectoryNotFoundException(
            $"No reference packs with documentation in {string.Join(" or ", looked)}. They come with the .NET SDK; a runtime alone does not have them.");
    }

    // The runtime lives in <root>/shared/Microsoft.NETCore.App/<version>; the host tells its own root where it is another one.
    private static IEnumerable<string> Roots()
    {
        yield return Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        if (Path.GetDirectoryName(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH")) is { Length: > 0 } host)
        {
            yield return host;
        }

        if (Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } root)
        {
            yield return root;
        }
    }

    private static IEnumerable<string> FilesOf(string pack)
    {
        if (!Directory.Exists(pack))
        {
            return [];
        }

        var newest = Directory.EnumerateDirectories(pack)
            .Where(directory => Version.TryParse(Path.GetFileName(directory).Split('-')[0], out _))
            .MaxBy(directory => Version.Parse(Path.GetFileName(directory).Split('-')[0]));
        return newest is null
            ? []
            : Directory.EnumerateFiles(newest, "*.xml", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
    }
}
