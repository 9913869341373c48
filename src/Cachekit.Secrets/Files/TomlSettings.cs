using System.Globalization;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace Cachekit.Secrets;

/// <summary>Reads TOML 1.1 as configuration: tables and dotted keys are sections, lists have their indexes as keys.</summary>
/// <remarks>Numbers are written as .NET reads them (<c>1_000</c> is <c>1000</c>, <c>0xFF</c> is <c>255</c>), dates as they stand there.</remarks>
internal sealed class TomlSettings
{
    private readonly SettingsData _data;

    // The index of the last element of each list of tables: what follows [[a]] belongs to it.
    private readonly Dictionary<string, int> _lists = new(StringComparer.Ordinal);

    private TomlSettings(SettingsData data) => _data = data;

    /// <exception cref="SecretsException">It is no TOML.</exception>
    public static Dictionary<string, string?> Parse(string text, string path)
    {
        var data = new SettingsData(path);
        var document = SyntaxParser.Parse(text, path, validate: true);
        if (document.HasErrors)
        {
            var error = document.Diagnostics.First(message => message.Kind == DiagnosticMessageKind.Error);
            throw data.Error(error.Span.Start.Line + 1, error.Span.Start.Column + 1, Explain(error.Message));
        }

        new TomlSettings(data).Read(document);
        return data.Values;
    }

    /// <summary>The parser's own messages repeat what stands there, which may be a password without its quotes.</summary>
    private static string Explain(string message) => message.StartsWith("The key ", StringComparison.Ordinal)
        ? "this key or table is there already. Take one out, or put both under one [table]."
        : "this is no TOML. Texts have to be in quotes (name = \"text\"), each key in its own line, and in quotes a backslash is written twice, or the text put in single quotes.";

    private void Read(DocumentSyntax document)
    {
        ReadItems(document.KeyValues, "");
        foreach (var table in document.Tables)
        {
            ReadItems(table.Items, TablePath(table));
        }
    }

    private string TablePath(TableSyntaxBase table)
    {
        var names = Names(table.Name!).ToArray();
        var path = "";
        for (var i = 0; i < names.Length; i++)
        {
            path = SettingsData.Combine(path, names[i]);
            var known = _lists.TryGetValue(path, out var last);
            if (table is TableArraySyntax && i == names.Length - 1)
            {
                last = known ? last + 1 : 0;
                _lists[path] = last;
                known = true;
            }

            if (known)
            {
                path = SettingsData.Combine(path, Text(last));
            }
        }

        return path;
    }

    private void ReadItems(SyntaxList<KeyValueSyntax> items, string prefix)
    {
        foreach (var item in items)
        {
            Read(item, prefix, 0);
        }
    }

    private void Read(KeyValueSyntax item, string prefix, int depth) => Read(item.Value!, Names(item.Key!).Aggregate(prefix, SettingsData.Combine), depth);

    private void Read(ValueSyntax value, string key, int depth)
    {
        var start = value.Span.Start;
        if (depth > SettingsData.MaxDepth)
        {
            throw _data.Error(start.Line + 1, start.Column + 1, $"lists and tables are more than {SettingsData.MaxDepth} deep in each other.");
        }

        switch (value)
        {
            case InlineTableSyntax table:
                foreach (var item in table.Items)
                {
                    Read(item.KeyValue!, key, depth + 1);
                }

                break;
            case ArraySyntax { Items.ChildrenCount: > 0 } array:
                var index = 0;
                foreach (var item in array.Items)
                {
                    Read(item.Value!, SettingsData.Combine(key, Text(index++)), depth + 1);
                }

                break;
            default:
                _data.Add(key, Text(value), start.Line + 1, start.Column + 1);
                break;
        }
    }

    private static string Text(ValueSyntax value) => value switch
    {
        StringValueSyntax text => text.Value ?? "",
        IntegerValueSyntax number => number.Value.ToString(CultureInfo.InvariantCulture),
        BooleanValueSyntax truth => truth.Value ? "true" : "false",

        // The text rather than the number: a decimal keeps its digits.
        FloatValueSyntax number => double.IsFinite(number.Value)
            ? number.Token!.Text!.Replace("_", "", StringComparison.Ordinal).TrimStart('+')
            : number.Value.ToString(CultureInfo.InvariantCulture),
        DateTimeValueSyntax time => time.Token!.Text!,

        // An empty list, as Microsoft's provider for JSON has it.
        ArraySyntax => "",
        _ => throw new NotSupportedException($"TOML has no {value.GetType().Name}."),
    };

    private static string Text(int index) => index.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<string> Names(KeySyntax key)
    {
        yield return Name(key.Key!);
        foreach (var further in key.DotKeys)
        {
            yield return Name(further.Key!);
        }
    }

    private static string Name(BareKeyOrStringValueSyntax name) => name is StringValueSyntax quoted ? quoted.Value ?? "" : ((BareKeySyntax)name).Key!.Text!;
}
