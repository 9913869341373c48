using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace ApiDocs;

/// <summary>Reads members out of XML documentation files, one after the other and without keeping them.</summary>
internal static class DocumentationReader
{
    private static readonly XmlReaderSettings Settings = new() { IgnoreComments = true, IgnoreWhitespace = false };

    /// <summary>The members of a file whose id is wanted.</summary>
    public static IEnumerable<MemberDoc> Read(string file, Func<string, bool> isWanted)
    {
        using var reader = XmlReader.Create(file, Settings);
        while (reader.ReadToFollowing("member"))
        {
            var id = reader.GetAttribute("name");
            if (id is not null && isWanted(id))
            {
                using var member = reader.ReadSubtree();
                yield return Parse(id, Path.GetFileNameWithoutExtension(file), XElement.Load(member));
            }
        }
    }

    /// <summary>The ids in a file.</summary>
    public static IEnumerable<string> ReadIds(string file)
    {
        using var reader = XmlReader.Create(file, Settings);
        while (reader.ReadToFollowing("member"))
        {
            if (reader.GetAttribute("name") is { } id)
            {
                yield return id;
            }
        }
    }

    private static MemberDoc Parse(string id, string library, XElement member) => new(
        id,
        library,
        Text(member.Element("summary")) ?? "",
        [.. member.Elements("param").Select(p => new ParameterDoc((string?)p.Attribute("name") ?? "", Text(p) ?? ""))],
        Text(member.Element("returns")));

    /// <summary>The text of an element: references by their name, white space folded.</summary>
    private static string? Text(XElement? element)
    {
        if (element is null)
        {
            return null;
        }

        var text = new StringBuilder();
        Append(element, text);
        return string.Join(' ', text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static void Append(XElement element, StringBuilder text)
    {
        foreach (var node in element.Nodes())
        {
            switch (node)
            {
                case XText plain:
                    text.Append(plain.Value);
                    break;
                case XElement { IsEmpty: true } reference:
                    var name = (string?)reference.Attribute("cref") ?? (string?)reference.Attribute("name") ?? (string?)reference.Attribute("langword") ?? "";
                    text.Append(name.Length > 2 && name[1] == ':' ? name[2..] : name);
                    break;
                case XElement nested:
                    Append(nested, text);
                    break;
            }
        }
    }
}
