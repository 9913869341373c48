using System.Net;
using System.Text.Json;

namespace Cachekit.Secrets;

/// <summary>The error of a service: its name, never its message, which can repeat what was sent.</summary>
/// <param name="name">The name, for example <c>AccessDeniedException</c>.</param>
/// <param name="requestId">The id by which AWS finds the request.</param>
internal sealed class AwsError(string name, string? requestId)
{
    private static readonly string[] Throttling =
    [
        "ThrottlingException", "Throttling", "ThrottledException", "RequestThrottled", "RequestThrottledException", "TooManyRequestsException", "RequestLimitExceeded",
        "ProvisionedThroughputExceededException", "SlowDown", "PriorRequestNotComplete", "BandwidthLimitExceeded",
    ];

    public string Name => name;

    /// <summary>Whether other credentials can help.</summary>
    public bool IsOfCredentials => name is "ExpiredTokenException" or "ExpiredToken" or "UnrecognizedClientException" or "InvalidClientTokenId" or "InvalidSignatureException";

    public static bool IsThrottling(string name) => Array.IndexOf(Throttling, name) >= 0;

    /// <summary>Whether an answer is worth a repetition although its status is 400: services say in the body that they are asked too often.</summary>
    public static bool IsTransient(StoreResponse answer) => answer.Status == HttpStatusCode.BadRequest
        && From(answer).Name is var name && (IsThrottling(name) || name is "InternalServiceError" or "InternalServerError" or "RequestTimeout" or "RequestTimeoutException");

    /// <summary>Whether a text is a name of the kind that errors have, so that it can be shown.</summary>
    public static bool IsName(string text) => text.Length is > 0 and <= 64 && text.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_');

    public static AwsError From(StoreResponse answer)
    {
        var id = answer.Headers.TryGetValues("x-amzn-RequestId", out var ids) ? ids.First() : null;
        return new AwsError(NameIn(answer), id is { Length: <= 64 } && id.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter == '-') ? id : null);
    }

    /// <summary>The error of one of several secrets.</summary>
    public static AwsError Of(string code) => new(IsName(code) ? code : "", null);

    /// <summary>The exception that explains it.</summary>
    /// <param name="call">What was called.</param>
    /// <param name="credentials">Who called.</param>
    public SecretsException ToException(AwsCall call, AwsCredentials credentials)
    {
        var named = name.Length == 0 ? "an error without a name" : name;
        var id = requestId is null ? "" : $" Request id: {requestId}.";
        var (code, text) = name switch
        {
            "ResourceNotFoundException" or "ParameterNotFound" => (SecretsErrorCode.SecretNotFound,
                $"{call.Store} has no {call.Subject} in {call.Region}, or no version of it under that label. Check its name, the region and the account of {credentials}."),
            "InvalidRequestException" => (SecretsErrorCode.SecretNotFound,
                $"{call.Store} cannot give {call.Subject}: it is marked for deletion, or is managed by another service. Restore it, or leave it out."),
            "AccessDeniedException" or "AccessDenied" => (SecretsErrorCode.InvalidToken,
                $"{call.Store} does not let {credentials} read {call.Subject}: allow the action '{call.Action}' on it in IAM, and 'kms:Decrypt' on its key where that is not the default one."),
            "DecryptionFailure" or "InvalidKeyId" or "KMSAccessDeniedException" => (SecretsErrorCode.DecryptionFailed,
                $"{call.Store} cannot decrypt {call.Subject} for {credentials} ({name}): allow 'kms:Decrypt' on its key, and check that the key is enabled."),
            "ExpiredTokenException" or "ExpiredToken" => (SecretsErrorCode.InvalidToken,
                $"{call.Store}: {credentials} are temporary and have ended. Give that place new ones."),
            "UnrecognizedClientException" or "InvalidClientTokenId" => (SecretsErrorCode.InvalidToken,
                $"{call.Store} does not know {credentials}: the access key is deleted, switched off, of another partition, or lacks its session token."),
            "InvalidSignatureException" or "SignatureDoesNotMatch" or "IncompleteSignature" or "IncompleteSignatureException" or "RequestExpired" => (SecretsErrorCode.InvalidToken,
                $"{call.Store} does not accept the signature of {credentials} ({name}): the secret access key is wrong, or the clock of this machine is more than 5 minutes off."),
            _ when IsThrottling(name) => (SecretsErrorCode.UnknownError,
                $"{call.Store} is asked too often ({name}), also after repetitions. Raise RefreshInterval, or Http.Retries."),
            _ => (SecretsErrorCode.UnknownError, $"{call.Store} answered '{call.Operation}' for {call.Subject} with {named}."),
        };
        return new SecretsException(code, text + id);
    }

    // In the header, or in the body as __type, code or Code; with a namespace before '#', or an address after ':'.
    private static string NameIn(StoreResponse answer)
    {
        var text = answer.Headers.TryGetValues("x-amzn-ErrorType", out var types) ? types.First() : InBody(answer.Body);
        if (text is null)
        {
            return "";
        }

        var name = text.Split(':')[0];
        name = name[(name.LastIndexOf('#') + 1)..].Trim();
        return IsName(name) ? name : "";
    }

    private static string? InBody(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            foreach (var member in (ReadOnlySpan<string>)["__type", "code", "Code"])
            {
                if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(member, out var type) && type.ValueKind == JsonValueKind.String)
                {
                    return type.GetString();
                }
            }
        }
        catch (JsonException)
        {
            // A page of something in between: it names no error.
        }

        return null;
    }
}
