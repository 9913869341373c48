using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Cachekit.Secrets;

/// <summary>The hashes of Redenv over the REST protocol of Upstash; each call is one request, however many commands it has.</summary>
internal sealed class UpstashRedenvStore : IRedenvStore
{
    private readonly StoreHttpClient _client;
    private readonly Uri _url;
    private readonly AuthenticationHeaderValue _authorization;

    public UpstashRedenvStore(RedenvSettings settings)
    {
        _url = new Uri(settings.UpstashUrl + "/pipeline");
        _authorization = new AuthenticationHeaderValue("Bearer", settings.UpstashToken);
        Name = $"The Upstash database at {_url.Authority}";
        _client = new StoreHttpClient(Name, settings.Http, settings.TimeProvider, settings.LoggerFactory, static answer => (int)answer.Status >= 500);
    }

    public string Name { get; }

    public string Kind => "upstash";

    public async ValueTask<(IReadOnlyDictionary<string, string> First, IReadOnlyDictionary<string, string> Second)> ReadAsync(string first, string second, CancellationToken cancellationToken)
    {
        using var answers = await AskAsync([["HGETALL", first], ["HGETALL", second]], cancellationToken).ConfigureAwait(false);
        return (Hash(Result(answers, 0)), Hash(Result(answers, 1)));
    }

    public async ValueTask<IReadOnlyDictionary<string, string>> ReadAsync(string hash, CancellationToken cancellationToken)
    {
        using var answers = await AskAsync([["HGETALL", hash]], cancellationToken).ConfigureAwait(false);
        return Hash(Result(answers, 0));
    }

    public async ValueTask<(IReadOnlyDictionary<string, string> Hash, string? Field)> ReadFieldAsync(string hash, string other, string field, CancellationToken cancellationToken)
    {
        using var answers = await AskAsync([["HGETALL", hash], ["HGET", other, field]], cancellationToken).ConfigureAwait(false);
        return (Hash(Result(answers, 0)), Result(answers, 1) is { ValueKind: not JsonValueKind.Null } value ? Text(value) : null);
    }

    public async ValueTask<RedenvAppended> AppendAsync(string hash, string field, RedenvVersion version, CancellationToken cancellationToken)
    {
        var limit = version.HistoryLimit.ToString(CultureInfo.InvariantCulture);
        using var answers = await AskAsync([["EVAL", RedenvScript.Text, "1", hash, field, version.JsonAfterNumber(), version.Value, limit]], cancellationToken).ConfigureAwait(false);
        var result = Result(answers, 0);
        return result.ValueKind == JsonValueKind.Array && result.GetArrayLength() == 2 && result[0].TryGetInt64(out var number)
            ? new RedenvAppended(number, result[1].TryGetInt64(out var broken) && broken != 0)
            : throw Unexpected();
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return default;
    }

    private async ValueTask<JsonDocument> AskAsync(string[][] commands, CancellationToken cancellationToken)
    {
        var body = Body(commands);
        var answer = await _client.SendAsync(() => Request(body), cancellationToken).ConfigureAwait(false);
        if (answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            throw RedenvErrors.BadToken(Name);
        }

        if (answer.Status is HttpStatusCode.TooManyRequests || (int)answer.Status >= 500)
        {
            throw RedenvErrors.Away(Name, $"it answered {(int)answer.Status}, also when asked again", null);
        }

        if (answer.Status is HttpStatusCode.NotFound)
        {
            throw new SecretsException(SecretsErrorCode.UnknownError, $"{Name} has nothing at {_url.AbsolutePath}: check that its address is that of the REST API.");
        }

        var document = answer.Json(Name);
        if (document.RootElement is { ValueKind: JsonValueKind.Array } array && array.GetArrayLength() == commands.Length && answer.IsSuccess)
        {
            return document;
        }

        using (document)
        {
            throw ErrorOf(document.RootElement) is { } error ? RedenvErrors.Refused(Name, error) : Unexpected();
        }
    }

    private HttpRequestMessage Request(byte[] body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, _url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Authorization = _authorization;
        return request;
    }

    private static byte[] Body(string[][] commands)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var command in commands)
            {
                writer.WriteStartArray();
                foreach (var part in command)
                {
                    writer.WriteStringValue(part);
                }

                writer.WriteEndArray();
            }

            writer.WriteEndArray();
        }

        return buffer.ToArray();
    }

    private JsonElement Result(JsonDocument answers, int index)
    {
        var answer = answers.RootElement[index];
        if (ErrorOf(answer) is { } error)
        {
            throw RedenvErrors.Refused(Name, error);
        }

        return answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("result", out var result) ? result : throw Unexpected();
    }

    private static string? ErrorOf(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.String ? error.GetString() : null;

    /// <summary>A flat array of fields and values, as Redis answers it, or an object, as servers with the newer protocol do.</summary>
    private Dictionary<string, string> Hash(JsonElement result)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        switch (result.ValueKind)
        {
            case JsonValueKind.Null:
                break;
            case JsonValueKind.Array when result.GetArrayLength() % 2 == 0:
                for (var i = 0; i < result.GetArrayLength(); i += 2)
                {
                    fields[Text(result[i])] = Text(result[i + 1]);
                }

                break;
            case JsonValueKind.Object:
                foreach (var property in result.EnumerateObject())
                {
                    fields[property.Name] = Text(property.Value);
                }

                break;
            default:
                throw Unexpected();
        }

        return fields;
    }

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private SecretsException Unexpected() => new(
        SecretsErrorCode.UnknownError, $"{Name} answered with something else than the REST protocol of Upstash says: check that its address is that of the REST API.");
}
