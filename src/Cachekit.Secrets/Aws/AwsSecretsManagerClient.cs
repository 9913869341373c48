using System.Text.Json;

namespace Cachekit.Secrets;

/// <summary>AWS Secrets Manager over its HTTP API (2017-10-17).</summary>
internal sealed class AwsSecretsManagerClient(AwsConnections connections) : IAwsSecretsManagerClient
{
    /// <summary>How many secrets one call gives.</summary>
    public const int BatchSize = 20;

    private readonly AwsJsonClient _api = new(connections, "secretsmanager", "SECRETS_MANAGER", "secretsmanager");

    public async ValueTask<IReadOnlyList<(string Arn, string Name)>> ListAsync(IReadOnlyList<AwsSecretFilter> filters, CancellationToken cancellationToken)
    {
        var secrets = new List<(string, string)>();
        var pages = new PageTokens(connections.Store);
        do
        {
            var answer = await _api.CallAsync("ListSecrets", "the list of secrets", writer => WriteList(writer, filters, pages.Current), cancellationToken).ConfigureAwait(false);
            using var document = answer.Require();
            foreach (var secret in Items(document.RootElement, "SecretList"))
            {
                secrets.Add((Text(secret, "ARN") ?? "", Text(secret, "Name") ?? ""));
            }

            pages.MoveTo(Text(document.RootElement, "NextToken"));
        }
        while (pages.Current is not null);
        return secrets;
    }

    public async ValueTask<IReadOnlyList<AwsSecretReading>?> GetBatchAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var readings = new List<AwsSecretReading>();
        var left = ids.ToHashSet(StringComparer.Ordinal);
        var pages = new PageTokens(connections.Store);
        do
        {
            var answer = await _api.CallAsync("BatchGetSecretValue", "several secrets at once", writer => WriteBatch(writer, ids, pages.Current), cancellationToken).ConfigureAwait(false);
            if (answer.ErrorName is "AccessDeniedException" or "AccessDenied" or "UnknownOperationException" or "UnknownOperation" or "InvalidAction" or "NotImplemented")
            {
                CloudLog.NoBatches(connections.Logger, connections.Store, answer.ErrorName, "secretsmanager:BatchGetSecretValue");
                return null;
            }

            using var document = answer.Require();
            foreach (var element in Items(document.RootElement, "SecretValues"))
            {
                if (Read(element) is { } secret && left.FirstOrDefault(secret.IsNamed) is { } id)
                {
                    left.Remove(id);
                    readings.Add(new AwsSecretReading(id, secret));
                }
            }

            foreach (var element in Items(document.RootElement, "Errors"))
            {
                if (Text(element, "SecretId") is { } id && left.Remove(id))
                {
                    var code = Text(element, "ErrorCode") ?? "";
                    readings.Add(new AwsSecretReading(id, null, code, await _api.FailureAsync(code, "GetSecretValue", Subject(id), cancellationToken).ConfigureAwait(false)));
                }
            }

            pages.MoveTo(Text(document.RootElement, "NextToken"));
        }
        while (pages.Current is not null);

        // Nothing that was asked for may go missing without a word.
        foreach (var id in left)
        {
            readings.Add(await GetAsync(id, AwsSecretsManagerOptions.CurrentStage, cancellationToken).ConfigureAwait(false));
        }

        return readings;
    }

    public async ValueTask<AwsSecretReading> GetAsync(string id, string versionStage, CancellationToken cancellationToken)
    {
        var answer = await _api.CallAsync(
            "GetSecretValue",
            Subject(id),
            writer =>
            {
                writer.WriteString("SecretId", id);
                writer.WriteString("VersionStage", versionStage);
            },
            cancellationToken).ConfigureAwait(false);
        if (answer.Failure is not null)
        {
            return new AwsSecretReading(id, null, answer.ErrorName, answer.Failure);
        }

        using var document = answer.Require();
        return new AwsSecretReading(id, Read(document.RootElement) ?? throw new SecretsException(
            SecretsErrorCode.UnknownError, $"{connections.Store} answered for {Subject(id)} without a value: check that its address is that of the API."));
    }

    private static string Subject(string id) => $"secret '{id}'";

    private static void WriteList(Utf8JsonWriter writer, IReadOnlyList<AwsSecretFilter> filters, string? page)
    {
        writer.WriteNumber("MaxResults", 100);
        if (filters.Count > 0)
        {
            writer.WriteStartArray("Filters");
            foreach (var filter in filters)
            {
                writer.WriteStartObject();
                writer.WriteString("Key", filter.Key);
                WriteTexts(writer, "Values", filter.Values);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        if (page is not null)
        {
            writer.WriteString("NextToken", page);
        }
    }

    private static void WriteBatch(Utf8JsonWriter writer, IReadOnlyList<string> ids, string? page)
    {
        WriteTexts(writer, "SecretIdList", ids);
        if (page is not null)
        {
            writer.WriteString("NextToken", page);
        }
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    private static AwsSecret? Read(JsonElement element) => (Text(element, "Name"), Text(element, "SecretString"), Text(element, "SecretBinary")) switch
    {
        ({ } name, { } text, _) => new AwsSecret(Text(element, "ARN") ?? name, name, text, isBinary: false),
        ({ } name, _, { } binary) => new AwsSecret(Text(element, "ARN") ?? name, name, binary, isBinary: true),
        _ => null,
    };

    private static JsonElement.ArrayEnumerator Items(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array ? items.EnumerateArray() : default;

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
