using System.Text.Json;

namespace Cachekit.Secrets;

/// <summary>Calls a service of AWS that speaks its JSON protocol (1.1).</summary>
/// <param name="connections">How it is reached.</param>
/// <param name="host">The service as host names and signatures call it.</param>
/// <param name="variable">The service as variables call it.</param>
/// <param name="target">The service as the header of the operation calls it.</param>
internal sealed class AwsJsonClient(AwsConnections connections, string host, string variable, string target)
{
    private const string ContentType = "application/x-amz-json-1.1";

    /// <summary>Calls an operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="subject">What is asked for, for people.</param>
    /// <param name="write">Writes the members of the request.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The answer, which can be an error.</returns>
    /// <exception cref="SecretsException">It could not be asked.</exception>
    public async ValueTask<AwsAnswer> CallAsync(string operation, string subject, Action<Utf8JsonWriter> write, CancellationToken cancellationToken)
    {
        var body = Body(write);
        var region = await connections.Region.GetAsync(cancellationToken).ConfigureAwait(false);
        var address = AwsEndpoint.Of(connections.Options.Environment, connections.Options.EndpointUrl, variable, host, region);
        var credentials = await connections.CredentialsAsync(cancellationToken).ConfigureAwait(false);
        for (var renewed = false; ; renewed = true)
        {
            var signer = credentials;
            var answer = await connections.Http.SendAsync(
                () => AwsRequest.Post(address, ContentType, $"{target}.{operation}", body, signer, new AwsSigningScope(region, host, connections.Options.TimeProvider.GetUtcNow())),
                cancellationToken).ConfigureAwait(false);
            if (answer.IsSuccess)
            {
                return new AwsAnswer(answer.Json(connections.Store), null, null);
            }

            var error = AwsError.From(answer);
            if (!renewed && error.IsOfCredentials && await connections.ReplaceAsync(signer, error.Name, cancellationToken).ConfigureAwait(false) is { } others)
            {
                credentials = others;
                continue;
            }

            return new AwsAnswer(null, error.Name, Failure(error, operation, subject, region, signer));
        }
    }

    /// <summary>The exception for the error of one of several secrets.</summary>
    public async ValueTask<SecretsException> FailureAsync(string code, string operation, string subject, CancellationToken cancellationToken) => Failure(
        AwsError.Of(code),
        operation,
        subject,
        await connections.Region.GetAsync(cancellationToken).ConfigureAwait(false),
        await connections.CredentialsAsync(cancellationToken).ConfigureAwait(false));

    private SecretsException Failure(AwsError error, string operation, string subject, string region, AwsCredentials credentials) =>
        error.ToException(new AwsCall(connections.Store, operation, $"{host}:{operation}", subject, region), credentials);

    private static byte[] Body(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }
}
