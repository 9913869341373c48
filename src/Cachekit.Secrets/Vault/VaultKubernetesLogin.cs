using System.Diagnostics;

namespace Cachekit.Secrets;

/// <summary>A login by the Kubernetes method: the service account of the pod.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class VaultKubernetesLogin : VaultLogin
{
    /// <summary>Where Kubernetes puts the token of a pod's service account.</summary>
    public const string DefaultTokenFile = "/var/run/secrets/kubernetes.io/serviceaccount/token";

    /// <summary>The role of the method.</summary>
    /// <value>Needed.</value>
    public string Role { get; set; } = "";

    /// <summary>The file with the service account's token. Kubernetes replaces it while the pod runs, so it is read again at each login.</summary>
    /// <value><see cref="DefaultTokenFile"/> by default.</value>
    public string TokenFile { get; set; } = DefaultTokenFile;

    /// <summary>Where the method is mounted.</summary>
    /// <value><c>kubernetes</c> by default.</value>
    public string Mount { get; set; } = "kubernetes";

    internal override string Method => "Kubernetes";

    internal override bool MakesTokens => true;

    /// <inheritdoc />
    public override string ToString() => $"Kubernetes role {Role} at auth/{Mount}";

    internal override void CollectProblems(VaultOptions options, List<string> problems)
    {
        if (string.IsNullOrWhiteSpace(Role))
        {
            problems.Add("VaultKubernetesLogin.Role is missing: write the name of a role of auth/kubernetes that is bound to this pod's service account.");
        }

        if (string.IsNullOrWhiteSpace(TokenFile))
        {
            problems.Add($"VaultKubernetesLogin.TokenFile is empty: write the file with the service account's token, usually {DefaultTokenFile}.");
        }

        if (string.IsNullOrWhiteSpace(Mount) || !VaultOptionsValidator.IsPath(Mount.Trim('/')))
        {
            problems.Add($"VaultKubernetesLogin.Mount is '{Mount}': write where the method is mounted, without auth/, for example kubernetes.");
        }
    }

    internal override ValueTask<VaultToken> LogInAsync(VaultLoginContext context, CancellationToken cancellationToken) => AskAsync(
        context,
        Mount,
        VaultRequest.Body(("role", Role.Trim()), ("jwt", ReadFile(context, TokenFile, "the service account's token", isPrivate: false))),
        $"The role '{Role}' is unknown, is not bound to this service account and namespace, or wants another audience of its token",
        cancellationToken);
}
