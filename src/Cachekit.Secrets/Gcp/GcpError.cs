using System.Globalization;
using System.Text.Json;

namespace Cachekit.Secrets;

/// <summary>The error of the API: its status and its reason, never its message, which can repeat what was sent.</summary>
/// <param name="code">The HTTP status.</param>
/// <param name="status">The status, for example <c>PERMISSION_DENIED</c>; empty where there is none.</param>
/// <param name="reason">The reason, for example <c>SERVICE_DISABLED</c>; empty where there is none.</param>
internal sealed class GcpError(int code, string status, string reason)
{
    public string Status => status;

    public static GcpError From(StoreResponse answer)
    {
        var code = (int)answer.Status;
        using var document = GcpJson.TryParse(answer.Body);
        if (document is null || document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("error", out var error) || error.ValueKind != JsonValueKind.Object)
        {
            return new GcpError(code, "", "");
        }

        var reason = error.TryGetProperty("details", out var details) && details.ValueKind == JsonValueKind.Array
            ? details.EnumerateArray().Select(static detail => GcpJson.Text(detail, "reason")).FirstOrDefault(static text => text is not null && GcpJson.IsName(text))
            : null;
        return new GcpError(code, GcpJson.Text(error, "status") is { } status && GcpJson.IsName(status) ? status : "", reason ?? "");
    }

    /// <summary>The exception that explains it.</summary>
    /// <param name="store">The store.</param>
    /// <param name="credentials">Who asked.</param>
    /// <param name="permission">What was needed.</param>
    /// <param name="role">A role that has it.</param>
    /// <param name="subject">What was asked for, for people.</param>
    public SecretsException ToException(string store, string credentials, string permission, string role, string subject) => (code, status, reason) switch
    {
        (_, _, "SERVICE_DISABLED") => new(
            SecretsErrorCode.ProjectNotFound, $"{store}: the Secret Manager API is off in this project. Run 'gcloud services enable secretmanager.googleapis.com', and wait a few minutes."),
        (_, _, "CONSUMER_INVALID") => new(SecretsErrorCode.ProjectNotFound, $"{store}: the project does not exist, or {credentials} may not use it."),
        (404, _, _) => new(SecretsErrorCode.SecretNotFound, $"{store} has no {subject}. Check its id and the project."),
        (_, "FAILED_PRECONDITION", _) => new(
            SecretsErrorCode.SecretNotFound, $"{store} cannot give {subject}: it is disabled or destroyed. Enable it, add a version, or read another one."),
        (403, _, _) => new(
            SecretsErrorCode.InvalidToken, $"{store} does not let {credentials} read {subject}: give it the permission '{permission}', for example by the role '{role}'."),
        (401, _, _) => new(
            SecretsErrorCode.InvalidToken, $"{store} does not accept the token of {credentials}. Check that they are of this cloud, and that the clock of this machine is right."),
        (429, _, _) => new(SecretsErrorCode.UnknownError, $"{store} is asked too often, also after repetitions. Raise RefreshInterval, Http.Retries or the project's quota."),
        _ => new(
            SecretsErrorCode.UnknownError, $"{store} answered {code.ToString(CultureInfo.InvariantCulture)}{(status.Length > 0 ? $" ({status})" : "")} for {subject}."),
    };
}
