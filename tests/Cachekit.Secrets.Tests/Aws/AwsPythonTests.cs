using System.Diagnostics;
using System.Text.Json;
using Cachekit.Secrets.Tests.Support;

namespace Cachekit.Secrets.Tests.Aws;

/// <summary>Signatures as another language computes them, with nothing but its standard library.</summary>
public sealed class AwsPythonTests
{
    private const string Script = """
        import sys, json, hmac, hashlib, re, urllib.parse
        bad = []
        for r in json.load(sys.stdin):
            h = {k.lower(): v for k, v in r["headers"].items()}
            auth = h["authorization"]
            scope = re.search(r"Credential=[^/]+/([^,]+)", auth).group(1)
            names = re.search(r"SignedHeaders=([^,]+)", auth).group(1)
            path, _, query = r["target"].partition("?")
            query = "&".join(sorted(urllib.parse.quote(k, "-_.~") + "=" + urllib.parse.quote(v, "-_.~") for k, v in urllib.parse.parse_qsl(query, True)))
            canonical = "\n".join([r["method"], urllib.parse.quote(path, "/-_.~"), query, "".join(n + ":" + " ".join(h[n].split()) + "\n" for n in names.split(";")), names, hashlib.sha256(r["body"].encode()).hexdigest()])
            to_sign = "\n".join(["AWS4-HMAC-SHA256", h["x-amz-date"], scope, hashlib.sha256(canonical.encode()).hexdigest()])
            key = ("AWS4" + r["secret"]).encode()
            for part in scope.split("/"):
                key = hmac.new(key, part.encode(), hashlib.sha256).digest()
            if not auth.endswith("Signature=" + hmac.new(key, to_sign.encode(), hashlib.sha256).hexdigest()):
                bad.append(canonical)
        print(len(bad))
        """;

    [Fact]
    public async Task RequestsOnTheWire_AreSignedAsPythonSignsThem()
    {
        var python = FindPython();
        Assert.SkipWhen(python is null, "There is no python3 here.");
        await using var world = await AwsWorld.StartAsync();
        world.Aws.Keys["ASIA"] = new FakeKey("k+/=ü", "token/with+signs==");
        world.Aws.Add("ümlaut/näme", "1");
        world.Aws.Add("b", "2");
        world.Aws.Parameters["/p/a"] = ("String", "3");
        Action<AwsStoreOptions> identity = options => (options.AccessKeyId, options.SecretAccessKey, options.SessionToken) = ("ASIA", "k+/=ü", "token/with+signs==");
        world.Secrets(options =>
        {
            identity(options);
            options.NamePrefix = "";
        });
        world.Parameters(options =>
        {
            identity(options);
            options.Path = "/p";
            options.EndpointUrl = new Uri(world.Aws.Url, "/base%20path/x");
        });

        Assert.Equal(3, world.Aws.Requests.Count);
        Assert.Equal("0", await RefusedAsync(python!, world.Aws.Requests, "k+/=ü"));
        Assert.Equal("3", await RefusedAsync(python!, world.Aws.Requests, "k+/=u"));
    }

    private static async Task<string> RefusedAsync(string python, IEnumerable<StoreRequest> requests, string secret)
    {
        var json = JsonSerializer.Serialize(requests.Select(request => new Dictionary<string, object>
        {
            ["method"] = request.Method, ["target"] = request.PathAndQuery, ["headers"] = request.Headers, ["body"] = request.Body, ["secret"] = secret,
        }));
        using var process = Process.Start(new ProcessStartInfo(python, ["-c", Script]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await process.StandardInput.WriteAsync(json);
        process.StandardInput.Close();
        return (await process.StandardOutput.ReadToEndAsync()).Trim();
    }

    private static string? FindPython() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "python3")).FirstOrDefault(File.Exists);
}
