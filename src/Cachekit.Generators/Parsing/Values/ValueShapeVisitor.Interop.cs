using Cachekit.Generators.Models;
using Cachekit.Generators.Parsing.Interop;
using Cachekit.Generators.Parsing.Keys;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Values;

/// <content>What differs between values of this SDK and values that others read too.</content>
internal sealed partial class ValueShapeVisitor
{
    private readonly string _suffix = interop switch
    {
        null => "",
        MemberNaming.SnakeCase => "_interopSnake",
        MemberNaming.CamelCase => "_interopCamel",
        _ => "_interop",
    };

    /// <summary>Whether a decoded copy may be coarser than the value: times are shared in microseconds and without the kind.</summary>
    public bool IsRounded { get; private set; }

    private string Scalars => interop is null ? Runtime : "global::Cachekit.Serialization.InteropCodecs.";

    /// <summary>The name of a codec. One type can have one of each kind; no type's own name ends like the suffixes, which start small.</summary>
    private string Id(ITypeSymbol type) => CodecNames.Of(type, within) + _suffix;

    private CodecReference Scalar(string name)
    {
        IsRounded |= interop is not null && name is "DateTime" or "DateTimeOffset" or "TimeOnly";
        return new CodecReference(name + _suffix, Scalars + name, name);
    }

    /// <summary>The stored members with their names in the order in which they are written: shared maps are sorted.</summary>
    private List<(string StoredName, StoredMember Member)> Written(INamedTypeSymbol type, ObjectShape shape, string path)
    {
        var written = new List<(string StoredName, StoredMember Member)>();
        foreach (var member in shape.Members)
        {
            written.Add((interop is { } naming ? MemberNames.Apply(member.Name, naming) : member.Name, member));
        }

        if (interop is null)
        {
            return written;
        }

        // By the declared name where two have one name, since the sort keeps no order by itself.
        written.Sort(static (x, y) => KeyMemberOrder.Compare(x.StoredName, y.StoredName) is var order and not 0
            ? order
            : string.CompareOrdinal(x.Member.Name, y.Member.Name));
        for (var i = 1; i < written.Count; i++)
        {
            if (written[i].StoredName == written[i - 1].StoredName)
            {
                Findings.Add(InteropFindings.NamesClash(path, type, written[i - 1].Member.Name, written[i].Member.Name, written[i].StoredName));
            }
        }

        return written;
    }
}
