namespace Cachekit.Secrets;

/// <summary>What of a request is signed.</summary>
/// <param name="Method">The method, in capitals.</param>
/// <param name="Path">The path as it is sent.</param>
/// <param name="Query">The query as it is sent, without the question mark.</param>
/// <param name="Headers">The headers to sign, as they are sent; a name may come twice.</param>
/// <param name="PayloadHash">The SHA-256 of the body in small hexadecimal digits.</param>
internal sealed record AwsSignableRequest(string Method, string Path, string Query, IReadOnlyList<KeyValuePair<string, string>> Headers, string PayloadHash);
