using System.Globalization;
using System.Net;
using System.Text;
using System.Xml;

namespace Cachekit.Secrets;

/// <summary>The Security Token Service: gives the credentials of a role for a token.</summary>
internal sealed class AwsTokenService(AwsStoreOptions options, StoreHttpClient http, AwsRegion region)
{
    public const string Store = "The AWS Security Token Service";

    private const string ContentType = "application/x-www-form-urlencoded; charset=utf-8";

    /// <summary>Whether an answer is worth a repetition although its status says nothing of the kind.</summary>
    public static bool IsTransient(StoreResponse answer) => answer.Status == HttpStatusCode.BadRequest
        && CodeOf(answer) is { } code && (code == "IDPCommunicationError" || AwsError.IsThrottling(code));

    /// <summary>AssumeRoleWithWebIdentity.</summary>
    /// <param name="role">The ARN of the role.</param>
    /// <param name="tokenFile">The file with the token; read each time, since its platform rotates it.</param>
    /// <param name="sessionName">How the session is called in audits; <see langword="null"/>: <c>cachekit</c>.</param>
    /// <param name="source">What messages call the credentials.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="SecretsException">There is no token, or it is refused.</exception>
    public async ValueTask<AwsCredentials> AssumeRoleAsync(string role, string tokenFile, string? sessionName, string source, CancellationToken cancellationToken)
    {
        var token = await CloudFiles.ReadTokenAsync(tokenFile, cancellationToken).ConfigureAwait(false);
        if (token.Length == 0)
        {
            throw new SecretsException(SecretsErrorCode.MissingConfig, $"'{tokenFile}' is empty, and should hold the token of a web identity.");
        }

        var body = Encoding.UTF8.GetBytes(
            $"Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn={Uri.EscapeDataString(role)}&RoleSessionName={Uri.EscapeDataString(sessionName ?? "cachekit")}"
            + $"&WebIdentityToken={Uri.EscapeDataString(token)}");
        var address = AwsEndpoint.Of(options.Environment, null, "STS", "sts", await region.GetAsync(cancellationToken).ConfigureAwait(false));
        var answer = await http.SendAsync(() => AwsRequest.Post(address, ContentType, null, body, null, default), cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccess)
        {
            var code = CodeOf(answer);
            throw new SecretsException(
                SecretsErrorCode.InvalidToken,
                $"{Store} refused the token of '{tokenFile}' for the role '{role}' ({code ?? ((int)answer.Status).ToString(CultureInfo.InvariantCulture)}). {Advice(code)}");
        }

        var values = Read(answer);
        return values.TryGetValue("AccessKeyId", out var id) && values.TryGetValue("SecretAccessKey", out var key) && values.TryGetValue("SessionToken", out var session)
            ? new AwsCredentials(id, key, session, End(values), source)
            : throw new SecretsException(SecretsErrorCode.UnknownError, $"{Store} answered without credentials: check that its address is that of the API.");
    }

    private static string Advice(string? code) => code switch
    {
        "AccessDenied" => "Its trust policy does not allow 'sts:AssumeRoleWithWebIdentity' for this service account: check the condition on the subject and the audience.",
        "ExpiredTokenException" or "ExpiredToken" => "The token has ended, and the platform has not written a new one to the file.",
        "InvalidIdentityToken" => "Check that the cluster's OIDC provider exists in IAM, and that the token's audience is sts.amazonaws.com.",
        _ => "Check AWS_ROLE_ARN, and the role's trust policy.",
    };

    private static DateTimeOffset? End(Dictionary<string, string> values) => values.TryGetValue("Expiration", out var text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var end) ? end : null;

    private static string? CodeOf(StoreResponse answer)
    {
        try
        {
            return Read(answer).TryGetValue("Code", out var code) && AwsError.IsName(code) ? code : null;
        }
        catch (SecretsException)
        {
            // An error page that is no XML has no code; the status says the rest.
            return null;
        }
    }

    // The elements with texts; their names are unique where they are asked for.
    private static Dictionary<string, string> Read(StoreResponse answer)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            using var reader = XmlReader.Create(
                new MemoryStream(answer.Body.ToArray(), writable: false),
                new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CloseInput = true });
            var name = "";
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.Element)
                {
                    name = reader.LocalName;
                }
                else if (reader.NodeType == XmlNodeType.Text)
                {
                    values[name] = reader.Value;
                }
            }
        }
        catch (XmlException)
        {
            // Its message can repeat characters of the body.
            throw new SecretsException(SecretsErrorCode.UnknownError, $"{Store} answered {(int)answer.Status} with something that is no XML: check that its address is that of the API.");
        }

        return values;
    }
}
