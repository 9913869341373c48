namespace Cachekit.Generators.ExecutionTests.Interop;

public sealed record OrderLine(string ArticleNo, int Count)
{
    public Dictionary<string, object?> AsTree(Func<string, string> name) => new() { [name(nameof(ArticleNo))] = ArticleNo, [name(nameof(Count))] = Count };
}
