using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Incremental;

/// <summary>All files of a compilation, equal to an earlier version while nothing has changed that could matter to any annotated method.</summary>
/// <remarks>
/// Most edits are in bodies of methods, and end here. What matters to all methods is in <see cref="Common"/>: references, options, and which
/// namespaces there are. The compilation itself is not kept: see <see cref="AnnotatedTree"/>.
/// </remarks>
internal sealed class ProjectShape : IEquatable<ProjectShape>
{
    private readonly ulong _digest;

    private ProjectShape(TreeProfile[] profiles, ulong common, ulong digest, Compilation compilation)
    {
        Profiles = profiles;
        Common = common;
        _digest = digest;
        Compilation = new WeakReference<Compilation>(compilation);
    }

    public TreeProfile[] Profiles { get; }

    public ulong Common { get; }

    public WeakReference<Compilation> Compilation { get; }

    public static ProjectShape Of(Compilation compilation, CancellationToken cancellationToken)
    {
        var profiles = new List<TreeProfile>();
        var digest = TextHash.Start;
        foreach (var tree in compilation.SyntaxTrees)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var profile = TreeProfiler.Of(tree, cancellationToken);
            profiles.Add(profile);

            // The bodies of one part of a type may use what another part declares.
            digest = TextHash.Add(digest, profile.HasAttributedMethod || profile.Partial.Length > 0 ? profile.Text : profile.Declarations);
        }

        var all = profiles.ToArray();
        var common = CommonKey(compilation, all);
        return new ProjectShape(all, common, TextHash.Add(digest, common), compilation);
    }

    public bool Equals(ProjectShape? other) => other is not null && _digest == other._digest && Profiles.Length == other.Profiles.Length;

    public override bool Equals(object? obj) => Equals(obj as ProjectShape);

    public override int GetHashCode() => _digest.GetHashCode();

    private static ulong CommonKey(Compilation compilation, TreeProfile[] profiles)
    {
        var key = TextHash.Add(TextHash.Start, ObjectIds.Of(compilation.Options));
        key = TextHash.Add(key, compilation.AssemblyName ?? "", 0, compilation.AssemblyName?.Length ?? 0);
        foreach (var reference in compilation.References)
        {
            key = TextHash.Add(key, ObjectIds.Of(reference));
        }

        var namespaces = new HashSet<string>(StringComparer.Ordinal);
        string[] last = [];
        foreach (var profile in profiles)
        {
            // Files that come one after the other are often in one namespace.
            if (profile.Namespaces.Length != 1 || last.Length != 1 || profile.Namespaces[0] != last[0])
            {
                namespaces.UnionWith(profile.Namespaces);
                last = profile.Namespaces;
            }
        }

        var sum = 0UL;
        foreach (var name in namespaces)
        {
            sum = unchecked(sum + TextHash.Mixed(TextHash.Add(TextHash.Start, name, 0, name.Length)));
        }

        return TextHash.Add(key, sum);
    }
}
