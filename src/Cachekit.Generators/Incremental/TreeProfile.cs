using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Incremental;

/// <summary>What a file can mean to annotated methods in other files, and to its own: plain data, made once for each version of the file.</summary>
/// <remarks>Names are hashes. Where two different names have the same one, a file counts as needed that is not.</remarks>
internal sealed class TreeProfile(SyntaxTree tree)
{
    private readonly WeakReference<SyntaxTree> _tree = new(tree);

    /// <summary>The file's path.</summary>
    public string Path { get; } = tree.FilePath;

    /// <summary>A hash of the whole text and of the path, which is where mistakes are reported.</summary>
    public ulong Text { get; init; }

    /// <summary>A hash of the text without the bodies of methods.</summary>
    public ulong Declarations { get; init; }

    /// <summary>The names of the types that the file declares a part of.</summary>
    public int[] Declared { get; init; } = [];

    /// <summary>All words outside of bodies: every name that a declaration here depends on is one of them.</summary>
    public int[] Mentioned { get; init; } = [];

    /// <summary>The namespaces that the file adds to.</summary>
    public string[] Namespaces { get; init; } = [];

    /// <summary>The names of the types that may have parts elsewhere.</summary>
    public int[] Partial { get; init; } = [];

    /// <summary>Those of them whose parameters the bodies of all parts can use.</summary>
    public int[] PartialWithParameters { get; init; } = [];

    /// <summary>Whether it says something about all files: global usings, attributes of the assembly.</summary>
    public bool IsGlobal { get; init; }

    /// <summary>Whether there may be names that are written in another way than they are declared, so that only a compiler can read them.</summary>
    public bool IsUnreadable { get; init; }

    /// <summary>Whether it gives other names to types, for all files.</summary>
    public bool HasGlobalAlias { get; init; }

    /// <summary>Whether a method has an attribute with the name of one of ours.</summary>
    public bool HasAnnotatedMethod { get; init; }

    /// <summary>Whether a method has any attribute.</summary>
    public bool HasAttributedMethod { get; init; }

    /// <summary>The file, while anybody else still has it.</summary>
    public SyntaxTree? Tree => _tree.TryGetTarget(out var tree) ? tree : null;
}
