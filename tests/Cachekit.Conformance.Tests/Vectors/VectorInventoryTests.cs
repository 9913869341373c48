using Cachekit.Conformance.Tests.Json;
using Cachekit.Storage;

namespace Cachekit.Conformance.Tests.Vectors;

/// <summary>Nothing in the vector files is passed over in silence.</summary>
public class VectorInventoryTests
{
    public static IEnumerable<TheoryDataRow<string, string>> Files =>
        from set in new[] { VectorSets.Shared, VectorSets.Own }
        from file in VectorSets.FilesOf(set)
        select new TheoryDataRow<string, string>(set, file) { TestDisplayName = $"{file} is run ({set})" };

    [Fact]
    public void SharedVectors_AreBesideTheRepository() => Assert.SkipWhen(
        VectorSets.SharedFolder is null,
        "There is no folder shared/vectors beside the repository: only the rows that travel with it were run, in tests/Cachekit.Conformance.Tests/Vectors.");

    [Theory]
    [MemberData(nameof(Files))]
    public void File_IsRunWhole(string set, string file)
    {
        if (VectorCatalog.Elsewhere.TryGetValue(file, out var reason))
        {
            Assert.Skip(reason);
        }

        var known = VectorCatalog.Sections.Where(entry => entry.Key.File == file).ToDictionary(static entry => entry.Key.Section, static entry => entry.Value);
        var unknown = new List<string>();
        foreach (var (section, rows) in RowLists(VectorSets.Load(set, file), ""))
        {
            if (!known.TryGetValue(section, out var members))
            {
                unknown.Add(section);
                continue;
            }

            unknown.AddRange(rows.SelectMany(static row => row).Select(static member => member.Key).Distinct()
                .Where(member => !members.Contains(member) && !VectorCatalog.ForPeople.Contains(member))
                .Select(member => $"{section}: {member}"));
        }

        Assert.SkipWhen(unknown.Count > 0, $"No test looks at this in {file}: {string.Join(", ", unknown)}. Add it to the tests of the file and to VectorCatalog.");
        Assert.All(known.Keys, section => Assert.NotEmpty(VectorSets.Cases(file, section)));
    }

    [Theory]
    [InlineData("wire-format.json", "limits")]
    [InlineData("interop-v2.json", "security_limits")]
    public void Limits_AreThoseOfTheLibrary(string file, string member)
    {
        Assert.SkipWhen(VectorSets.SharedFolder is null, "There is no folder shared/vectors beside the repository.");
        var limits = (JsonMap)VectorSets.Load(VectorSets.Shared, file)[member]!;
        Assert.Equal(StorageLimits.MaxSize, ((JsonNumber)limits["max_uncompressed_size"]!).ToInt64());
        Assert.Equal(StorageLimits.MaxSize, ((JsonNumber)limits["max_compressed_size"]!).ToInt64());
        Assert.Equal(StorageLimits.MaxRatio, ((JsonNumber)limits["max_compression_ratio"]!).ToInt64());
    }

    private static IEnumerable<(string Section, List<JsonMap> Rows)> RowLists(JsonMap map, string prefix)
    {
        foreach (var (name, value) in map)
        {
            if (value is List<object?> list && list.Count > 0 && list.TrueForAll(static item => item is JsonMap))
            {
                yield return (prefix + name, list.ConvertAll(static item => (JsonMap)item!));
            }
            else if (value is JsonMap inner)
            {
                foreach (var found in RowLists(inner, prefix + name + "."))
                {
                    yield return found;
                }
            }
        }
    }
}
