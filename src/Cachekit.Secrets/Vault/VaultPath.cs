using System.Diagnostics;

namespace Cachekit.Secrets;

/// <summary>What is read of Vault, and where it goes in the configuration.</summary>
/// <remarks>A path is written as the command line of Vault writes it: without <c>v1/</c>, and for KV version 2 without <c>data/</c>.</remarks>
[DebuggerDisplay("{Kind} {Path,nq}")]
public sealed class VaultPath
{
    internal VaultPath(string path, VaultPathKind kind)
    {
        Path = path;
        Kind = kind;
    }

    /// <summary>The path: below the mount for secrets and trees, the whole one for a dynamic secret.</summary>
    public string Path { get; }

    /// <summary>What it names.</summary>
    public VaultPathKind Kind { get; }

    /// <summary>The mount of the KV engine; a dynamic secret has it in its path.</summary>
    /// <value><see langword="null"/> by default: <see cref="VaultOptions.Mount"/>.</value>
    public string? Mount { get; set; }

    /// <summary>A configuration path under which the fields are put, for example <c>Database</c>; it stands below <see cref="SecretStoreOptions.Section"/>.</summary>
    /// <value><see langword="null"/> by default: fields of a secret are at the root, those of a tree under the path of their secret in it.</value>
    public string? Section { get; set; }

    /// <summary>Whether the host can do without it: where it is missing or deleted, its keys are left out.</summary>
    /// <value><see langword="false"/> by default: a missing path is an error.</value>
    public bool Optional { get; set; }

    /// <summary>Fields that go to a path of their own, without <see cref="Section"/>: <c>["username"] = "Database:User"</c>.</summary>
    /// <value>
    /// Empty by default: a field goes to the path of its name, with <c>__</c> and <c>/</c> read as <c>:</c>. Fields inside of objects are named with
    /// <c>:</c> between, and items of arrays by their number.
    /// </value>
    public IDictionary<string, string> Keys { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
