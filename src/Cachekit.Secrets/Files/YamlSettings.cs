using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Cachekit.Secrets;

/// <summary>Reads YAML as configuration: mappings are sections, lists have their indexes as keys, and scalars are the text that stands there.</summary>
/// <remarks>A plain <c>null</c>, <c>~</c> or nothing is no value. Aliases and merge keys (<c>&lt;&lt;</c>) work; several documents and tags of one's own do not.</remarks>
internal sealed class YamlSettings
{
    private const string CoreTag = "tag:yaml.org,2002:";
    private const string MergeKey = "<<";

    private readonly SettingsData _data;
    private int _visited;

    private YamlSettings(SettingsData data) => _data = data;

    /// <exception cref="SecretsException">It is no YAML, or has something that configuration cannot have.</exception>
    public static Dictionary<string, string?> Parse(string text, string path)
    {
        var data = new SettingsData(path);
        var stream = new YamlStream();
        var scanner = new Scanner(new StringReader(text));
        try
        {
            stream.Load(new Parser(scanner));
        }
        catch (YamlException exception)
        {
            throw data.Error(exception.Start.Line, exception.Start.Column, Explain(exception));
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // A list that is not closed makes the scanner throw what it has no words for.
            throw data.Error(scanner.CurrentPosition.Line, scanner.CurrentPosition.Column, "this is no YAML. Is there a '[' or '{' before that is not closed?");
        }

        if (stream.Documents.Count > 1)
        {
            var second = stream.Documents[1].RootNode.Start;
            throw data.Error(second.Line, second.Column, "a second document begins here ('---'). Settings are one document: put each in its own file.");
        }

        if (stream.Documents is [{ RootNode: var root }] && !IsNull(root))
        {
            new YamlSettings(data).ReadRoot(root);
        }

        return data.Values;
    }

    private static string Explain(YamlException exception) => exception switch
    {
        SyntaxErrorException or SemanticErrorException => $"this is no YAML. {exception.Message} Check the indentation, and put texts with ':', '#', '@' or '%' in quotes.",
        AnchorNotFoundException => "this alias (*name) has no anchor (&name) before it.",
        _ when exception.Message.StartsWith("Duplicate key", StringComparison.Ordinal) => "this key is there already. Take one of both out.",
        _ => "this is no YAML. Check the indentation and the quotes.",
    };

    private void ReadRoot(YamlNode root)
    {
        if (root is not YamlMappingNode)
        {
            throw Error(root, "settings are a mapping at the top (name: value).");
        }

        Read(root, "", 0);
    }

    private void Read(YamlNode node, string key, int depth)
    {
        // Aliases make a few lines millions of nodes, or a circle.
        if (depth > SettingsData.MaxDepth || ++_visited > SettingsData.MaxKeys)
        {
            throw Error(node, $"lists and mappings are more than {SettingsData.MaxDepth} deep in each other, or more than {SettingsData.MaxKeys} values. Is there an alias that leads back to itself?");
        }

        if (!node.Tag.IsEmpty && !(node.Tag.Value == "!" || node.Tag.Value.StartsWith(CoreTag, StringComparison.Ordinal)))
        {
            throw Error(node, "a value has a tag ('!name'), which means nothing here. Take it out.");
        }

        switch (node)
        {
            case YamlMappingNode mapping:
                foreach (var (name, value) in Members(mapping, 0))
                {
                    Read(value, SettingsData.Combine(key, name), depth + 1);
                }

                break;
            case YamlSequenceNode { Children.Count: > 0 } list:
                for (var i = 0; i < list.Children.Count; i++)
                {
                    Read(list.Children[i], SettingsData.Combine(key, i.ToString(CultureInfo.InvariantCulture)), depth + 1);
                }

                break;
            case YamlSequenceNode:
                // An empty list, as Microsoft's provider for JSON has it.
                _data.Add(key, "", node.Start.Line, node.Start.Column);
                break;
            default:
                _data.Add(key, IsNull(node) ? null : ((YamlScalarNode)node).Value, node.Start.Line, node.Start.Column);
                break;
        }
    }

    /// <summary>The members of a mapping, with those that it merges in; its own win, then those that are merged first.</summary>
    private Dictionary<string, YamlNode> Members(YamlMappingNode mapping, int depth)
    {
        if (depth > SettingsData.MaxDepth || ++_visited > SettingsData.MaxKeys)
        {
            throw Error(mapping, "merge keys ('<<') lead back to themselves, or merge too much.");
        }

        var own = new Dictionary<string, YamlNode>(StringComparer.OrdinalIgnoreCase);
        var merged = new List<YamlNode>();
        foreach (var (name, value) in mapping.Children)
        {
            if (name is not YamlScalarNode scalar)
            {
                throw Error(name, "a key is a list or a mapping. Keys of settings are texts.");
            }

            if (scalar is { Value: MergeKey, Style: ScalarStyle.Plain })
            {
                merged.AddRange(value is YamlSequenceNode several ? several.Children : [value]);
            }
            else if (!own.TryAdd(scalar.Value ?? "", value))
            {
                throw Error(name, "this key is there already. Take one of both out; configuration compares keys without case.");
            }
        }

        foreach (var node in merged)
        {
            if (node is not YamlMappingNode further)
            {
                throw Error(node, "a merge key ('<<') takes a mapping, an alias of one, or a list of those.");
            }

            foreach (var (name, value) in Members(further, depth + 1))
            {
                own.TryAdd(name, value);
            }
        }

        return own;
    }

    private static bool IsNull(YamlNode node) =>
        node is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" or "Null" or "NULL" } && (node.Tag.IsEmpty || node.Tag.Value == CoreTag + "null");

    private SecretsException Error(YamlNode node, string what) => _data.Error(node.Start.Line, node.Start.Column, what);
}
