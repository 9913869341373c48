using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Cachekit.Generators.Tests.Robustness;

/// <summary>Changes a source the way an editor in the middle of something does: always the same way for the same seed.</summary>
internal sealed class SourceMutator(int seed)
{
    private static readonly string[] Types =
    [
        "int", "string", "object", "dynamic", "void", "nint", "int?", "string?", "int[]", "int[,]", "int*", "byte[]", "Task", "Task<int>", "ValueTask<string?>",
        "Span<int>", "List<int>", "IEnumerable<int>", "Dictionary<string, List<int?>>", "(int A, string B)", "(int, (int, int)?)", "Action", "Exception", "C", "T",
        "CancellationToken", "CachekitRuntime", "DayOfWeek", "KeyValuePair<int, int>", "Missing", "Type", "delegate*<int>", "IServiceProvider", "Half", "Enum", "ValueType",
    ];

    private static readonly string[] Names =
    [
        "Get", "GetCore", "GetAsync", "GetCoreAsync", "Async", "Cached", "CachedMethods", "StaticCached", "__Cachekit", "__key", "__hit", "__owner", "__cachekitRuntime", "_a",
        "Key", "Body", "Codecs", "Parts", "Cache", "Owner", "GetHandle", "GetMethod", "value", "cancellationToken", "field", "@class", "record", "Equals", "ToString", "C", "T", "_",
    ];

    private static readonly string[] Words =
    [
        "static ", "unsafe ", "readonly ", "ref ", "in ", "out ", "params ", "async ", "virtual ", "override ", "abstract ", "sealed ", "private ", "public ", "protected ",
        "internal ", "file ", "required ", "partial ", "new ", "this ", "scoped ", "[Cache] ", "[Obsolete] ", "[CacheKey] ", "[CacheIgnore] ", "? ", "record ", "struct ", "= default ",
        "<T> ", "[Invalidates(nameof(Get))] ", "[CacheBatch] ", "[Secure] ", "[CacheTag(\"{a}\")] ", "[InvalidatesTag(\"x\")] ", "[SecretSettings] ", "/// <summary><see cref=\"C\"/>\n", "where T : struct ", "#nullable disable\n", "extern ", "const ", "*", "&", "@", "$\"", "/*", "\"", "{", "}", ";", "(", ")",
    ];

    private readonly Random _random = new(seed);

    public string Mutate(string source)
    {
        for (var left = 1 + (_random.Next(3) == 0 ? _random.Next(4) : 0); left > 0; left--)
        {
            var tokens = CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens().Where(token => token.Span.Length > 0).ToList();
            if (tokens.Count < 4)
            {
                return source;
            }

            var token = tokens[_random.Next(tokens.Count)];
            source = _random.Next(10) switch
            {
                0 => Replace(source, token, ""),
                1 => source.Insert(token.Span.End, " " + token.Text),
                2 => Swap(source, token, tokens[_random.Next(tokens.Count)]),
                3 when _random.Next(4) == 0 => source[..token.SpanStart],
                4 => source.Insert(token.SpanStart, Pick(Words)),
                5 => DropRange(source, tokens),
                6 => Replace(source, Identifier(tokens), Pick(Names)),
                _ => Replace(source, Type(tokens), Pick(Types)),
            };
        }

        return source;
    }

    private string Pick(string[] choices) => choices[_random.Next(choices.Length)];

    private SyntaxToken Identifier(List<SyntaxToken> tokens)
    {
        var identifiers = tokens.FindAll(token => token.IsKind(SyntaxKind.IdentifierToken));
        return identifiers.Count == 0 ? tokens[0] : identifiers[_random.Next(identifiers.Count)];
    }

    private SyntaxToken Type(List<SyntaxToken> tokens)
    {
        var types = tokens.FindAll(token => SyntaxFacts.IsPredefinedType(token.Kind()));
        return types.Count == 0 ? Identifier(tokens) : types[_random.Next(types.Count)];
    }

    private string DropRange(string source, List<SyntaxToken> tokens)
    {
        var first = _random.Next(tokens.Count);
        var last = Math.Min(tokens.Count - 1, first + _random.Next(6));
        return source.Remove(tokens[first].SpanStart, tokens[last].Span.End - tokens[first].SpanStart);
    }

    private static string Replace(string source, SyntaxToken token, string text) => source.Remove(token.SpanStart, token.Span.Length).Insert(token.SpanStart, text);

    private static string Swap(string source, SyntaxToken one, SyntaxToken other)
    {
        var (first, second) = one.SpanStart <= other.SpanStart ? (one, other) : (other, one);
        return first == second ? source : Replace(Replace(source, second, first.Text), first, second.Text);
    }
}
