using System.Text.RegularExpressions;
using Cachekit;

namespace ApiDocs;

/// <summary>Answers questions about the .NET API. Each answer costs a walk through all files, so all of them are cached.</summary>
[CacheNamespace("apidocs")]
public sealed partial class DocumentationCatalog(IReadOnlyList<string> files)
{
    /// <summary>What is documented about a member.</summary>
    /// <param name="id">A documentation id such as <c>T:System.String</c>, or just a name such as <c>System.String.Join</c>.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The first match, or null; a null is cached too.</returns>
    [Cache(Preset.Production, Ttl = "1h")]
    public partial Task<MemberDoc?> FindMemberAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>How many members of a type are documented.</summary>
    [Cache(Preset.Production, Ttl = "1h")]
    public partial int CountMembers(string typeName);

    /// <summary>The members whose summary has a text in it, in the order of the files.</summary>
    [Cache(Preset.Production, Ttl = "1h")]
    public partial ValueTask<IReadOnlyList<MemberDoc>> SearchAsync(string text, int limit = 10, CancellationToken cancellationToken = default);

    private Task<MemberDoc?> FindMemberCoreAsync(string id, CancellationToken cancellationToken) => Task.Run(
        () => FirstOf(member => member == id, cancellationToken) ?? FirstOf(member => NameOf(member) == id, cancellationToken),
        cancellationToken);

    private int CountMembersCore(string typeName) => files
        .SelectMany(DocumentationReader.ReadIds)
        .Count(id => id[0] != 'T' && NameOf(id) is var name && name.Length > typeName.Length && name.StartsWith(typeName, StringComparison.Ordinal)
            && name[typeName.Length] == '.' && name.IndexOf('.', typeName.Length + 1) < 0);

    private async ValueTask<IReadOnlyList<MemberDoc>> SearchCoreAsync(string text, int limit, CancellationToken cancellationToken) => await Task.Run(
        () => files
            .SelectMany(file => Read(file, static _ => true, cancellationToken))
            .Where(member => member.Summary.Contains(text, StringComparison.OrdinalIgnoreCase))
            .Take(limit)
            .ToArray(),
        cancellationToken);

    private MemberDoc? FirstOf(Func<string, bool> isWanted, CancellationToken cancellationToken) =>
        files.SelectMany(file => Read(file, isWanted, cancellationToken)).FirstOrDefault();

    private static IEnumerable<MemberDoc> Read(string file, Func<string, bool> isWanted, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return DocumentationReader.Read(file, isWanted);
    }

    // "M:System.Collections.Generic.List`1.Find(System.Predicate{`0})" -> "System.Collections.Generic.List.Find"
    private static string NameOf(string id) => Arity().Replace(id[2..].Split('(')[0], "");

    [GeneratedRegex("`+[0-9]+")]
    private static partial Regex Arity();
}
