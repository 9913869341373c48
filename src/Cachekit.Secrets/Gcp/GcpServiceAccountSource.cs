using System.Security.Cryptography;
using System.Text.Json;

namespace Cachekit.Secrets;

/// <summary>A service account with a key: signs a statement, and exchanges it for a token (RFC 7523).</summary>
internal sealed class GcpServiceAccountSource : IGcpTokenSource
{
    // The most that Google accepts.
    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    private readonly GcpTokenEndpoint _endpoint;
    private readonly Uri _address;
    private readonly string _email;
    private readonly string? _keyId;
    private readonly string? _project;
    private readonly string _key;

    /// <exception cref="SecretsException">Members are missing, or the key is none.</exception>
    public GcpServiceAccountSource(JsonElement file, string name, GcpTokenEndpoint endpoint)
    {
        Name = name;
        _endpoint = endpoint;
        _address = CloudAddress.Parse(GcpCredentialFile.Required(file, "token_uri", name), $"'token_uri' of {name}");
        _email = GcpCredentialFile.Required(file, "client_email", name);
        _keyId = GcpJson.Text(file, "private_key_id");
        _project = GcpJson.Text(file, "project_id");
        QuotaProject = GcpJson.Text(file, "quota_project_id");
        _key = GcpCredentialFile.Required(file, "private_key", name);

        // A key that is none is found when the file is read, not an hour later.
        KeyOf(_key, name).Dispose();
    }

    public string Name { get; }

    public string? QuotaProject { get; }

    public ValueTask<string?> ProjectAsync(CancellationToken cancellationToken) => ValueTask.FromResult(_project);

    public ValueTask<GcpAccessToken> TokenAsync(CancellationToken cancellationToken)
    {
        var now = _endpoint.Now;
        var header = Write(writer =>
        {
            writer.WriteString("alg", "RS256");
            writer.WriteString("typ", "JWT");
            if (_keyId is not null)
            {
                writer.WriteString("kid", _keyId);
            }
        });
        var claims = Write(writer =>
        {
            writer.WriteString("iss", _email);
            writer.WriteString("scope", GcpTokenEndpoint.Scope);
            writer.WriteString("aud", _address.OriginalString);
            writer.WriteNumber("iat", now.ToUnixTimeSeconds());
            writer.WriteNumber("exp", (now + Life).ToUnixTimeSeconds());
        });
        using var key = KeyOf(_key, Name);
        return _endpoint.ExchangeAsync(
            _address,
            Name,
            [("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), ("assertion", JsonWebSignature.Rs256(key, header, claims))],
            cancellationToken);
    }

    private static RSA KeyOf(string pem, string name)
    {
        var key = RSA.Create();
        try
        {
            key.ImportFromPem(pem);
            return key;
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            // Without the cause: what it says of the text is for the text of a key.
            key.Dispose();
            throw new SecretsException(SecretsErrorCode.InvalidInput, $"'private_key' of {name} is no RSA key in PEM. Download the key file of the service account again.");
        }
    }

    private static byte[] Write(Action<Utf8JsonWriter> members)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }
}
