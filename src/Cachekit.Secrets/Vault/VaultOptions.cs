using System.Diagnostics;

namespace Cachekit.Secrets;

/// <summary>Where Vault is, who asks it, and for what.</summary>
/// <remarks>What is not set is taken from the variables of Vault's own command line: <c>VAULT_ADDR</c>, <c>VAULT_TOKEN</c>, <c>VAULT_NAMESPACE</c>, <c>VAULT_CACERT</c>.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class VaultOptions : SecretStoreOptions
{
    /// <summary>The address of Vault, for example <c>https://vault.internal:8200</c>; only https, unless it is of this machine or <see cref="AllowHttp"/> is on.</summary>
    /// <value><see langword="null"/> by default: that of <c>VAULT_ADDR</c>.</value>
    public Uri? Address { get; set; }

    /// <summary>Whether files with tokens and secret ids are read that everybody on the machine can read. Files that everybody can change are always refused; on Windows nothing is checked.</summary>
    /// <value><see langword="false"/> by default. The token of a Kubernetes service account is not asked about: its platform chooses the mode.</value>
    public bool AllowWorldReadableFiles { get; set; }

    /// <summary>Whether the token and all secrets may go over the network unencrypted.</summary>
    /// <value><see langword="false"/> by default.</value>
    public bool AllowHttp { get; set; }

    /// <summary>The namespace (Vault Enterprise and HCP), sent as <c>X-Vault-Namespace</c>.</summary>
    /// <value><see langword="null"/> by default: that of <c>VAULT_NAMESPACE</c>, else none.</value>
    public string? Namespace { get; set; }

    /// <summary>A PEM file of certificates that are trusted beside what the system trusts.</summary>
    /// <value><see langword="null"/> by default: that of <c>VAULT_CACERT</c>, else none. Not used with a <see cref="StoreHttpOptions.HandlerFactory"/>.</value>
    public string? CaCertificateFile { get; set; }

    /// <summary>The mount of the KV engine.</summary>
    /// <value><c>secret</c> by default.</value>
    public string Mount { get; set; } = "secret";

    /// <summary>The version of the KV engine.</summary>
    /// <value><see cref="VaultKvVersion.Detect"/> by default.</value>
    public VaultKvVersion KvVersion { get; set; }

    /// <summary>Who asks: <see cref="VaultTokenLogin"/>, <see cref="VaultAppRoleLogin"/> or <see cref="VaultKubernetesLogin"/>.</summary>
    /// <value>A <see cref="VaultTokenLogin"/> by default, which takes <c>VAULT_TOKEN</c>, else the file <c>~/.vault-token</c>.</value>
    public VaultLogin Login { get; set; } = new VaultTokenLogin();

    /// <summary>Whether a token that was logged in for is revoked when the configuration is disposed of. The leases of its dynamic secrets end with it.</summary>
    /// <value><see langword="true"/> by default. A token that was given is never revoked.</value>
    public bool RevokeOnDispose { get; set; } = true;

    /// <summary>What is read; where two have the same key, the later one wins.</summary>
    public IReadOnlyList<VaultPath> Paths => PathList;

    /// <summary>How requests are sent.</summary>
    public StoreHttpOptions Http { get; } = new();

    internal List<VaultPath> PathList { get; } = [];

    /// <summary>Where variables are looked up; tests have their own.</summary>
    internal Func<string, string?> Variable { get; set; } = Environment.GetEnvironmentVariable;

    /// <summary>Adds a secret of a KV engine.</summary>
    /// <param name="path">Its path below the mount, for example <c>my-app</c>.</param>
    /// <param name="configure">Where it goes in the configuration.</param>
    /// <returns>These options, to go on with.</returns>
    public VaultOptions AddSecret(string path, Action<VaultPath>? configure = null) => Add(path, VaultPathKind.Secret, configure);

    /// <summary>Adds all secrets of a KV engine below a path; the fields of <c>shop/db</c> in the tree <c>shop</c> go to <c>db:…</c>.</summary>
    /// <param name="path">The path below the mount; empty for the whole mount.</param>
    /// <param name="configure">Where they go in the configuration.</param>
    /// <returns>These options, to go on with.</returns>
    public VaultOptions AddTree(string path, Action<VaultPath>? configure = null) => Add(path, VaultPathKind.Tree, configure);

    /// <summary>Adds a path of another engine, for example credentials of a database that live as long as their lease, which is renewed while it can be.</summary>
    /// <param name="path">The whole path, for example <c>database/creds/shop</c>.</param>
    /// <param name="configure">Where its fields go in the configuration.</param>
    /// <returns>These options, to go on with.</returns>
    public VaultOptions AddDynamic(string path, Action<VaultPath>? configure = null) => Add(path, VaultPathKind.Dynamic, configure);

    /// <inheritdoc />
    public override string ToString() => $"Vault at {VaultSettings.AddressOf(this)?.GetLeftPart(UriPartial.Path) ?? "no address"}, {Paths.Count} paths, {Login}";

    internal override void CollectProblems(List<string> problems)
    {
        base.CollectProblems(problems);
        VaultOptionsValidator.Collect(this, problems);
    }

    private VaultOptions Add(string path, VaultPathKind kind, Action<VaultPath>? configure)
    {
        ArgumentNullException.ThrowIfNull(path);
        var added = new VaultPath(path, kind);
        configure?.Invoke(added);
        PathList.Add(added);
        return this;
    }
}
