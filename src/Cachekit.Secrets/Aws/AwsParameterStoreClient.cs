using System.Text.Json;

namespace Cachekit.Secrets;

/// <summary>The Parameter Store over the HTTP API of AWS Systems Manager (2014-11-06).</summary>
internal sealed class AwsParameterStoreClient(AwsConnections connections) : IAwsParameterStoreClient
{
    private readonly AwsJsonClient _api = new(connections, "ssm", "SSM", "AmazonSSM");

    public async ValueTask<IReadOnlyList<AwsParameter>> GetByPathAsync(string path, bool withDecryption, CancellationToken cancellationToken)
    {
        var parameters = new List<AwsParameter>();
        var pages = new PageTokens(connections.Store);
        do
        {
            var answer = await _api.CallAsync("GetParametersByPath", $"parameters below '{path}'", writer => Write(writer, path, withDecryption, pages.Current), cancellationToken).ConfigureAwait(false);
            using var document = answer.Require();
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("Parameters", out var items) && items.ValueKind == JsonValueKind.Array)
            {
                parameters.AddRange(items.EnumerateArray().Select(static item => new AwsParameter(Text(item, "Name") ?? "", Text(item, "Value") ?? "", Text(item, "Type") == "StringList")));
            }

            pages.MoveTo(Text(document.RootElement, "NextToken"));
        }
        while (pages.Current is not null);
        return parameters;
    }

    private static void Write(Utf8JsonWriter writer, string path, bool withDecryption, string? page)
    {
        writer.WriteString("Path", path);
        writer.WriteBoolean("Recursive", true);
        writer.WriteBoolean("WithDecryption", withDecryption);

        // The most that the service gives.
        writer.WriteNumber("MaxResults", 10);
        if (page is not null)
        {
            writer.WriteString("NextToken", page);
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
