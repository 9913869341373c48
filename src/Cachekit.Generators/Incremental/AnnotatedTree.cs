using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Incremental;

/// <summary>A file with annotated methods, equal to an earlier version while nothing has changed that its models depend on.</summary>
/// <remarks>
/// The pipeline keeps the first of equal ones for long, so it must not keep a compilation with it. The one that has not been parsed yet
/// belongs to the compilation of the present run, which the driver keeps alive.
/// </remarks>
internal sealed class AnnotatedTree(TreeProfile profile, ulong key, WeakReference<Compilation> compilation) : IEquatable<AnnotatedTree>
{
    private readonly ulong _key = key;

    public string Path { get; } = profile.Path;

    /// <summary>Where to find the methods of the file.</summary>
    public (SyntaxTree Tree, Compilation Compilation) Open() =>
        compilation.TryGetTarget(out var current) && profile.Tree is { } tree
            ? (tree, current)
            : throw new InvalidOperationException("A file was parsed after its compilation was gone.");

    public bool Equals(AnnotatedTree? other) => other is not null && _key == other._key;

    public override bool Equals(object? obj) => Equals(obj as AnnotatedTree);

    public override int GetHashCode() => _key.GetHashCode();
}
