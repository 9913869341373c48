using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using Cachekit.Conformance.Tests.Json;

namespace Cachekit.Conformance.Tests.Vectors;

/// <summary>The vector files: those of the protocol, beside the repository where they are there, and those that travel with it.</summary>
internal static class VectorSets
{
    public const string Shared = "shared";
    public const string Own = "own";

    private static readonly ConcurrentDictionary<string, JsonMap> Files = new(StringComparer.Ordinal);

    /// <summary>The folder of the protocol's vectors: <c>shared/vectors</c> beside the repository; <see langword="null"/> when there is none.</summary>
    public static string? SharedFolder { get; } = FindShared(AppContext.BaseDirectory) ?? FindShared(Path.GetDirectoryName(SourcePath())!);

    public static string OwnFolder { get; } = Path.Join(AppContext.BaseDirectory, "Vectors");

    /// <summary>The names of the files of a set.</summary>
    public static IEnumerable<string> FilesOf(string set) =>
        Folder(set) is { } folder ? Directory.EnumerateFiles(folder, "*.json").Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal) : [];

    public static JsonMap Load(string set, string file) =>
        Files.GetOrAdd(Path.Join(Folder(set), file), static path => (JsonMap)JsonText.Parse(File.ReadAllText(path))!);

    /// <summary>One case per row of a section in all sets.</summary>
    public static IEnumerable<TheoryDataRow<string, string>> Cases(string file, string section)
    {
        foreach (var set in new[] { Shared, Own })
        {
            if (Folder(set) is not { } folder || !File.Exists(Path.Join(folder, file)))
            {
                continue;
            }

            foreach (var name in Rows(set, file, section).Keys)
            {
                yield return new TheoryDataRow<string, string>(set, name) { TestDisplayName = $"{file}, {section}: {name} ({set})" };
            }
        }
    }

    public static VectorRow Row(string set, string file, string section, string name) => Rows(set, file, section)[name];

    /// <summary>The rows of a section by name; no rows when the file has no such section.</summary>
    public static Dictionary<string, VectorRow> Rows(string set, string file, string section)
    {
        var content = Load(set, file);
        object? node = content;
        foreach (var part in section.Split('.'))
        {
            node = node is JsonMap map && map.TryGet(part, out var inner) ? inner : null;
        }

        var rows = new Dictionary<string, VectorRow>(StringComparer.Ordinal);
        foreach (var item in node as List<object?> ?? [])
        {
            var members = (JsonMap)item!;
            var name = members.TryGet("name", out var given) ? (string)given! : members.TryGet("id", out var id) ? (string)id! : "row";
            if (rows.ContainsKey(name))
            {
                name += " " + rows.Count.ToString(CultureInfo.InvariantCulture);
            }

            rows.Add(name, new VectorRow(name, members, content));
        }

        return rows;
    }

    private static string? Folder(string set) => set == Own ? OwnFolder : SharedFolder;

    /// <summary>For tests that were built into a folder elsewhere.</summary>
    private static string SourcePath([CallerFilePath] string path = "") => path;

    private static string? FindShared(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Join(folder.FullName, "Cachekit.sln")))
            {
                var path = Path.Join(folder.Parent?.FullName, "shared", "vectors");
                return Directory.Exists(path) ? path : null;
            }
        }

        return null;
    }
}
