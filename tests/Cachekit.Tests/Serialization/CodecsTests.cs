using System.Reflection;
using Cachekit.Serialization;

namespace Cachekit.Tests.Serialization;

public sealed class CodecsTests
{
    public static TheoryData<string> Names => [.. CodecCases.All.Select(c => c.Name)];

    [Fact]
    public void EveryCodec_HasACase()
    {
        var members = typeof(Codecs).GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Select(m => m.Name).Distinct();
        var cases = CodecCases.All.Select(c => c.Name.Split(' ')[0]).ToHashSet();
        Assert.Equal([], members.Where(m => !cases.Contains(m)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_ComeBack(string name) => CodecCases.All.Single(c => c.Name == name).AssertRoundTrip();

    [Fact]
    public void Scalars_AreOfSealedTypes() => Assert.All(
        typeof(Codecs).GetFields(BindingFlags.Public | BindingFlags.Static),
        field => Assert.True(field.FieldType.IsSealed && field.IsInitOnly));
}
