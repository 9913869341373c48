using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Cachekit.Secrets.Tests.Aws;

/// <summary>The signing test suite of AWS; see <c>Vectors/README.md</c>.</summary>
internal static class SignatureVectors
{
    private static readonly JsonElement Cases = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder(), "Vectors", "aws-sig-v4.json"))).RootElement.GetProperty("cases");

    public static IEnumerable<string> Names => Cases.EnumerateObject().Select(one => one.Name);

    public static string TextOf(string name, string file) => Cases.GetProperty(name).GetProperty(file).GetString()!;

    public static JsonElement Context(string name) => JsonDocument.Parse(TextOf(name, "context.json")).RootElement;

    /// <summary>The request as the suite has it, with the headers that signing adds.</summary>
    public static AwsSignableRequest Request(string name)
    {
        var context = Context(name);
        var parts = TextOf(name, "request.txt").ReplaceLineEndings("\n").Split("\n\n", 2);
        var lines = parts[0].Split('\n');
        var body = System.Text.Encoding.UTF8.GetBytes(parts.Length > 1 ? parts[1] : "");
        var start = lines[0];
        var target = start[(start.IndexOf(' ') + 1)..start.LastIndexOf(' ')];
        var headers = new List<KeyValuePair<string, string>>();
        foreach (var line in lines.Skip(1).Where(line => line.Length > 0))
        {
            if (line[0] == ' ')
            {
                headers[^1] = new(headers[^1].Key, headers[^1].Value + "\n" + line);
            }
            else
            {
                headers.Add(new(line[..line.IndexOf(':')], line[(line.IndexOf(':') + 1)..]));
            }
        }

        headers.Add(new("X-Amz-Date", "20150830T123600Z"));
        if (context.GetProperty("credentials").TryGetProperty("token", out var token) && !(context.TryGetProperty("omit_session_token", out var omit) && omit.GetBoolean()))
        {
            headers.Add(new("X-Amz-Security-Token", token.GetString()!));
        }

        var hash = AwsSignatureV4.Hash(body);
        if (context.GetProperty("sign_body").GetBoolean())
        {
            headers.Add(new("x-amz-content-sha256", hash));
        }

        var question = target.IndexOf('?');
        return new AwsSignableRequest(
            start[..start.IndexOf(' ')], question < 0 ? target : target[..question], question < 0 ? "" : target[(question + 1)..], headers, hash);
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
