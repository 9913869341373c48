using System.Diagnostics;

namespace Cachekit.Secrets;

/// <summary>Who signs a request.</summary>
/// <param name="accessKeyId">The id of the key.</param>
/// <param name="secretAccessKey">The key.</param>
/// <param name="sessionToken">The token of temporary credentials.</param>
/// <param name="end">When they end; <see langword="null"/>: never, or not known.</param>
/// <param name="source">Where they come from, for people.</param>
[DebuggerDisplay("{ToString(),nq}")]
internal sealed class AwsCredentials(string accessKeyId, string secretAccessKey, string? sessionToken, DateTimeOffset? end, string source)
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string AccessKeyId => accessKeyId;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string SecretAccessKey => secretAccessKey;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? SessionToken => sessionToken;

    public DateTimeOffset? End => end;

    public string Source => source;

    public bool IsSameAs(AwsCredentials other) => accessKeyId == other.AccessKeyId && secretAccessKey == other.SecretAccessKey && sessionToken == other.SessionToken;

    public override string ToString() => $"AWS credentials from {source}";
}
