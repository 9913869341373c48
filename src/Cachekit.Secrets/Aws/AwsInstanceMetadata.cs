using System.Net;
using System.Text;

namespace Cachekit.Secrets;

/// <summary>Asks the metadata service of an EC2 instance, in its second version only: a token first, then everything with it.</summary>
/// <remarks>
/// The first version answers whoever reaches it, also through a proxy or a forged request, so it is not asked where the second is missing. From a container
/// the answer to the token request needs a hop limit of 2.
/// </remarks>
internal sealed class AwsInstanceMetadata : IDisposable
{
    public const string Store = "The instance metadata service";

    private static readonly TimeSpan TokenLife = TimeSpan.FromHours(6);

    private readonly AwsEnvironment _environment;
    private readonly StoreHttpClient _http;
    private readonly Renewed<Token> _token;

    public AwsInstanceMetadata(AwsEnvironment environment, StoreHttpClient http, TimeProvider timeProvider)
    {
        _environment = environment;
        _http = http;
        _token = new Renewed<Token>(
            async cancellationToken => new Token(await TokenAsync(cancellationToken).ConfigureAwait(false), timeProvider.GetUtcNow() + TokenLife),
            static token => token.End,
            TimeSpan.FromMinutes(5),
            timeProvider);
    }

    public bool IsDisabled => _environment.IsTrue("AWS_EC2_METADATA_DISABLED");

    /// <summary>Reads a value.</summary>
    /// <param name="path">Its path under the service's address.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The answer; <see langword="null"/> where there is no such value.</returns>
    /// <exception cref="SecretsException">The service is not there, or refuses.</exception>
    public async ValueTask<StoreResponse?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var token = await _token.GetAsync(cancellationToken).ConfigureAwait(false);
            var answer = await _http.SendAsync(() => Request(HttpMethod.Get, path, "X-aws-ec2-metadata-token", token.Value), cancellationToken).ConfigureAwait(false);
            if (answer.IsSuccess)
            {
                return answer;
            }

            if (answer.Status == HttpStatusCode.NotFound)
            {
                return null;
            }

            if (answer.Status != HttpStatusCode.Unauthorized || attempt > 1)
            {
                throw new SecretsException(SecretsErrorCode.InvalidToken, $"{Store} answered {(int)answer.Status} for '{path}'. Check the metadata options of the instance.");
            }

            _token.Drop(token);
        }
    }

    public void Dispose() => _token.Dispose();

    private async Task<string> TokenAsync(CancellationToken cancellationToken)
    {
        var seconds = ((int)TokenLife.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var answer = await _http.SendAsync(() => Request(HttpMethod.Put, "/latest/api/token", "X-aws-ec2-metadata-token-ttl-seconds", seconds), cancellationToken).ConfigureAwait(false);
        var token = answer.IsSuccess ? Encoding.ASCII.GetString(answer.Body.Span).Trim() : "";
        return token.Length > 0 && token.AsSpan().IndexOfAny('\r', '\n') < 0 ? token : throw new SecretsException(
            SecretsErrorCode.InvalidToken,
            $"{Store} gave no token ({(int)answer.Status}). Check that the instance allows metadata version 2 and, for containers, that its hop limit is 2.");
    }

    private HttpRequestMessage Request(HttpMethod method, string path, string header, string value)
    {
        var message = new HttpRequestMessage(method, new Uri(Address(), path));
        message.Headers.TryAddWithoutValidation(header, value);
        return message;
    }

    private Uri Address()
    {
        if (_environment.Variable("AWS_EC2_METADATA_SERVICE_ENDPOINT") is { } text)
        {
            return Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps) ? address : throw new SecretsException(
                SecretsErrorCode.InvalidInput, "AWS_EC2_METADATA_SERVICE_ENDPOINT is no http address: write one such as 'http://169.254.169.254', or remove it.");
        }

        return string.Equals(_environment.Variable("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"), "IPv6", StringComparison.OrdinalIgnoreCase)
            ? new Uri("http://[fd00:ec2::254]")
            : new Uri("http://169.254.169.254");
    }

    private sealed class Token(string value, DateTimeOffset end)
    {
        public string Value => value;

        public DateTimeOffset End => end;
    }
}
