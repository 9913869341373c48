using System.Diagnostics;

namespace Cachekit.Secrets;

/// <summary>Who asks AWS, and where.</summary>
/// <remarks>
/// Credentials are looked for in this order: these options, variables (<c>AWS_ACCESS_KEY_ID</c>), a web identity (<c>AWS_WEB_IDENTITY_TOKEN_FILE</c>, as on
/// EKS), the shared files (<c>~/.aws</c>), the container (ECS, EKS pod identity), the EC2 instance (IMDSv2). A place that is configured and fails is an error;
/// the next one is not asked.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public abstract class AwsStoreOptions : SecretStoreOptions
{
    private protected AwsStoreOptions()
    {
    }

    /// <summary>The region, for example <c>eu-central-1</c>.</summary>
    /// <value><see langword="null"/> by default: <c>AWS_REGION</c>, <c>AWS_DEFAULT_REGION</c>, the profile, the instance. With <see cref="Profile"/> the profile comes first.</value>
    public string? Region { get; set; }

    /// <summary>The id of an access key; <see cref="SecretAccessKey"/> belongs to it.</summary>
    /// <value><see langword="null"/> by default: the other places are asked.</value>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? AccessKeyId { get; set; }

    /// <summary>The secret of the access key. It is not shown anywhere.</summary>
    /// <value><see langword="null"/> by default.</value>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? SecretAccessKey { get; set; }

    /// <summary>The session token of temporary credentials. It is not shown anywhere.</summary>
    /// <value><see langword="null"/> by default.</value>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? SessionToken { get; set; }

    /// <summary>The profile of the shared files. Where it is set, credentials come from it and from nowhere else but these options.</summary>
    /// <value><see langword="null"/> by default: <c>AWS_PROFILE</c>, then <c>default</c>.</value>
    public string? Profile { get; set; }

    /// <summary>Another address of the service, for a VPC endpoint or an emulator.</summary>
    /// <value>
    /// <see langword="null"/> by default: <c>AWS_ENDPOINT_URL_SECRETS_MANAGER</c> or <c>AWS_ENDPOINT_URL_SSM</c>, <c>AWS_ENDPOINT_URL</c>, the service's own. Plain http is for this
    /// machine and for names without a dot.
    /// </value>
    public Uri? EndpointUrl { get; set; }

    /// <summary>Whether files with access keys may be readable for everybody on the machine.</summary>
    /// <value><see langword="false"/> by default: such a file is refused.</value>
    public bool AllowWorldReadableFiles { get; set; }

    /// <summary>How the service is asked. The endpoints of containers and instances are asked without a proxy, and for a shorter time.</summary>
    /// <value>10 seconds a request and 3 repetitions by default, also of 400 with the name of a throttling error.</value>
    public StoreHttpOptions Http { get; set; } = new();

    /// <summary>Variables and folders; tests have their own.</summary>
    internal AwsEnvironment Environment { get; set; } = AwsEnvironment.OfProcess;

    /// <summary>What is read, and whether credentials are set; never one of them.</summary>
    public override string ToString() => $"{GetType().Name} ({Selection}; credentials {(SecretAccessKey is null ? "not set here" : "set, not shown")})";

    /// <summary>What is read, for people.</summary>
    internal abstract string Selection { get; }

    internal override void CollectProblems(List<string> problems)
    {
        base.CollectProblems(problems);
        var type = GetType().Name;
        if (string.IsNullOrEmpty(AccessKeyId) != string.IsNullOrEmpty(SecretAccessKey))
        {
            problems.Add($"{type} has only one of {nameof(AccessKeyId)} and {nameof(SecretAccessKey)}: set both, or none to use another source.");
        }

        if (!string.IsNullOrEmpty(SessionToken) && string.IsNullOrEmpty(AccessKeyId))
        {
            problems.Add($"{type}.{nameof(SessionToken)} is set without {nameof(AccessKeyId)}: set {nameof(AccessKeyId)} and {nameof(SecretAccessKey)} too.");
        }

        if (!string.IsNullOrEmpty(Region) && !AwsRegion.IsRegion(Region))
        {
            problems.Add($"{type}.{nameof(Region)} is '{Region}', which is no AWS region: write one such as 'eu-central-1'.");
        }

        if (Profile is not null && string.IsNullOrWhiteSpace(Profile))
        {
            problems.Add($"{type}.{nameof(Profile)} is empty: write the name of a profile, or null.");
        }

        CloudAddress.CollectProblems(EndpointUrl, $"{type}.{nameof(EndpointUrl)}", problems);
        Http.CollectProblems($"{type}.{nameof(Http)}", problems);
    }
}
