using System.Diagnostics;

namespace Cachekit.Secrets;

/// <summary>Which secrets of the Google Cloud Secret Manager are read, as whom, and how they become configuration.</summary>
/// <remarks>
/// Credentials are looked for in this order: these options, the file of <c>GOOGLE_APPLICATION_CREDENTIALS</c>, the file that
/// <c>gcloud auth application-default login</c> leaves, the metadata server (Compute Engine, GKE, Cloud Run). A place that is configured and fails is an error.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class GcpSecretManagerOptions : SecretStoreOptions
{
    /// <summary>The newest version of a secret.</summary>
    public const string LatestVersion = "latest";

    /// <summary>The id or number of the project.</summary>
    /// <value><see langword="null"/> by default: <c>GOOGLE_CLOUD_PROJECT</c>, the credentials' file, the metadata server.</value>
    public string? ProjectId { get; set; }

    /// <summary>Secrets by their ids. One that is missing is an error.</summary>
    /// <value>Empty by default: all secrets of the project are listed, which needs the permission <c>secretmanager.secrets.list</c>.</value>
    public IList<string> SecretIds { get; } = [];

    /// <summary>Reads only listed secrets whose ids begin with it, for example <c>shop-</c>, and takes it off their keys.</summary>
    /// <value><see langword="null"/> by default.</value>
    public string? NamePrefix { get; set; }

    /// <summary>Reads only listed secrets with these labels.</summary>
    /// <value>Empty by default.</value>
    public IDictionary<string, string> Labels { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Narrows the list by an expression of the API, for example <c>annotations.team:shop</c>.</summary>
    /// <value><see langword="null"/> by default.</value>
    public string? Filter { get; set; }

    /// <summary>The version that is read: a number, an alias, or <c>latest</c>.</summary>
    /// <value><c>latest</c> by default.</value>
    public string Version { get; set; } = LatestVersion;

    /// <summary>Versions of single secrets, by their ids.</summary>
    /// <value>Empty by default: <see cref="Version"/>.</value>
    public IDictionary<string, string> Versions { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether a secret that is a JSON object becomes a key for each member.</summary>
    /// <value><see langword="false"/> by default: a secret holds one value here, and a key file that is kept as one should stay whole.</value>
    public bool FlattenJson { get; set; }

    /// <summary>Gives a secret another configuration path, or leaves it out with <see langword="null"/>. Empty: the members of a JSON object go to the root.</summary>
    /// <value><see langword="null"/> by default: <c>__</c> and <c>--</c> in ids become <c>:</c>.</value>
    public Func<SecretKeyArguments, string?>? MapKey { get; set; }

    /// <summary>A file with credentials: a service account's key, a user's login, or the configuration of a workload identity.</summary>
    /// <value><see langword="null"/> by default: the other places are asked.</value>
    public string? CredentialsFile { get; set; }

    /// <summary>The text of such a file. It is not shown anywhere.</summary>
    /// <value><see langword="null"/> by default.</value>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? CredentialsJson { get; set; }

    /// <summary>Whether credential files may be readable for everybody on the machine.</summary>
    /// <value><see langword="false"/> by default: such a file is refused.</value>
    public bool AllowWorldReadableFiles { get; set; }

    /// <summary>Another address of the API, for a private endpoint or an emulator.</summary>
    /// <value><c>https://secretmanager.googleapis.com</c> by default. Plain http is for this machine and for names without a dot.</value>
    public Uri EndpointUrl { get; set; } = new("https://secretmanager.googleapis.com");

    /// <summary>How the API and the token endpoints are asked. The metadata server is asked without a proxy, and for a shorter time.</summary>
    /// <value>10 seconds a request and 3 repetitions by default.</value>
    public StoreHttpOptions Http { get; set; } = new();

    /// <summary>Variables and folders; tests have their own.</summary>
    internal GcpEnvironment Environment { get; set; } = GcpEnvironment.OfProcess;

    /// <summary>What is read, and whether credentials are set; never one of them.</summary>
    public override string ToString() => $"{nameof(GcpSecretManagerOptions)} ({Selection}; credentials {(CredentialsJson is null ? CredentialsFile is null ? "not set here" : "in a file" : "set, not shown")})";

    /// <summary>What is read, for people.</summary>
    internal string Selection => $"{ProjectId ?? "project of the credentials"}/{SecretIds switch
    {
        [] => (NamePrefix ?? "") + "*",
        [var only] => only,
        _ => $"{SecretIds.Count} secrets",
    }}";

    internal override void CollectProblems(List<string> problems)
    {
        base.CollectProblems(problems);
        const string Type = nameof(GcpSecretManagerOptions);
        if (ProjectId is not null && !IsSegment(ProjectId))
        {
            problems.Add($"{Type}.{nameof(ProjectId)} is '{ProjectId}', which is no project: write its id, for example 'my-shop-prod', or its number.");
        }

        foreach (var id in SecretIds.Where(id => !IsSegment(id)))
        {
            problems.Add($"{Type}.{nameof(SecretIds)} has '{id}', which is no secret's id: write letters, digits, '-' and '_', without the project.");
        }

        if (SecretIds.Count > 0 && (NamePrefix is not null || Labels.Count > 0 || Filter is not null))
        {
            problems.Add($"{Type} has {nameof(SecretIds)}, which are read without a list, together with {nameof(NamePrefix)}, {nameof(Labels)} or {nameof(Filter)}, which narrow one: set one or the other, or add a second layer.");
        }

        if (NamePrefix is { Length: > 0 } && !IsSegment(NamePrefix))
        {
            problems.Add($"{Type}.{nameof(NamePrefix)} is '{NamePrefix}': write letters, digits, '-' and '_', as ids have.");
        }

        foreach (var version in Versions.Values.Append(Version).Where(version => !IsSegment(version)))
        {
            problems.Add($"{Type}.{nameof(Version)} is '{version}': write a number, an alias, or '{LatestVersion}'.");
        }

        foreach (var (label, value) in Labels.Where(pair => !IsLabel(pair.Key) || pair.Key.Length == 0 || !IsLabel(pair.Value)))
        {
            problems.Add($"{Type}.{nameof(Labels)} has '{label}' = '{value}': labels are small letters, digits, '-' and '_'.");
        }

        if (CredentialsFile is not null && CredentialsJson is not null)
        {
            problems.Add($"{Type} has {nameof(CredentialsFile)} and {nameof(CredentialsJson)}: set one of them.");
        }

        CloudAddress.CollectProblems(EndpointUrl, $"{Type}.{nameof(EndpointUrl)}", problems);
        Http.CollectProblems($"{Type}.{nameof(Http)}", problems);
    }

    // They become part of an address, so nothing that separates may be in them. Old projects have a domain in front: 'example.com:shop'.
    internal static bool IsSegment(string text) => text.Length is > 0 and <= 255 && text.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or ':') && text is not ("." or "..");

    private static bool IsLabel(string text) => text.Length <= 63 && text.All(static letter => char.IsLower(letter) || char.IsDigit(letter) || letter is '-' or '_');
}
