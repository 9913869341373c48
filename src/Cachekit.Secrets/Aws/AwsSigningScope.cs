using System.Globalization;

namespace Cachekit.Secrets;

/// <summary>For what a signature is good.</summary>
/// <param name="Region">The region.</param>
/// <param name="Service">The service, as signatures call it.</param>
/// <param name="Time">The time of the request.</param>
/// <param name="IsS3">Whether the path stays as it is sent. All services but S3 take out dot segments and encode a second time.</param>
/// <param name="KeepsDots">Whether dot segments and repeated slashes stay.</param>
internal readonly record struct AwsSigningScope(string Region, string Service, DateTimeOffset Time, bool IsS3 = false, bool KeepsDots = false)
{
    /// <summary>The day of the signing key.</summary>
    public string Day => Time.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>The time as the <c>x-amz-date</c> header has it.</summary>
    public string Timestamp => Time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The scope as a signature has it.</summary>
    public override string ToString() => $"{Day}/{Region}/{Service}/aws4_request";
}
