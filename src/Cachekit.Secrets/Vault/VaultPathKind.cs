namespace Cachekit.Secrets;

/// <summary>What a <see cref="VaultPath"/> names.</summary>
public enum VaultPathKind
{
    /// <summary>One secret of a KV engine.</summary>
    Secret,

    /// <summary>All secrets of a KV engine below a path, found by listing it.</summary>
    Tree,

    /// <summary>A path of any other engine that is read as it is, for example <c>database/creds/shop</c>; a lease that comes with it is kept.</summary>
    Dynamic,
}
