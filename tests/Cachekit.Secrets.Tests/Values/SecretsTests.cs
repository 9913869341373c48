using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;

namespace Cachekit.Secrets.Tests.Values;

public sealed class SecretsTests
{
    private const string Value = "v4lu3-that-must-not-show";

    [Fact]
    public void Values_AreFoundByTheirNameAlone()
    {
        var secrets = Of(("A", "1"), ("b", "2"));

        Assert.Equal("1", secrets["A"]);
        Assert.False(secrets.ContainsKey("a"));
        Assert.Equal(2, secrets.Count);
        Assert.Equal(["A", "b"], secrets.Keys);
        Assert.Equal(["1", "2"], secrets.Values);
    }

    [Fact]
    public void MissingNames_AreNamedAllAtOnceWithTheirScope()
    {
        var secrets = Of(("DB_URL", "x"), ("OTHER", "y")).Scope("DB_");

        var error = Assert.Throws<SecretsException>(() => secrets.Require("URL", "USER", "PASSWORD"));

        Assert.Equal(SecretsErrorCode.SecretNotFound, error.Code);
        Assert.Equal("SECRET_NOT_FOUND", error.CodeName);
        Assert.Contains("'DB_USER', 'DB_PASSWORD'", error.Message);
        Assert.DoesNotContain("DB_URL", error.Message);
        Assert.Same(secrets, secrets.Require("URL"));
        Assert.Equal(SecretsErrorCode.SecretNotFound, Assert.Throws<SecretsException>(() => secrets["USER"]).Code);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("TRUE", true)]
    [InlineData("1", true)]
    [InlineData("Yes", true)]
    [InlineData(" on ", true)]
    [InlineData("0", false)]
    [InlineData("off", false)]
    [InlineData("certainly", false)]
    public void TruthValues_AreReadAsOtherClientsDo(string text, bool expected) => Assert.Equal(expected, Of(("X", text)).Get<bool>("X", !expected));

    [Fact]
    public void TypedValues_GiveTheDefaultWhereTheyAreMissingOrWrong()
    {
        var secrets = Of(("N", " 42 "), ("F", "1.5"), ("BAD", "x1"), ("COMMA", "1,5"), ("G", "0d9b3c86-9d45-4a6b-9a3a-27e2a9d9f1c1"), ("T", "00:00:30"));

        Assert.Equal(42, secrets.Get<int>("N"));
        Assert.Equal(1.5, secrets.Get<double>("F"));
        Assert.Equal(7, secrets.Get("BAD", 7));
        Assert.Equal(0.5, secrets.Get("COMMA", 0.5));
        Assert.Equal(7, secrets.Get("MISSING", 7));
        Assert.Equal(Guid.Parse("0d9b3c86-9d45-4a6b-9a3a-27e2a9d9f1c1"), secrets.Get<Guid>("G"));
        Assert.Equal(TimeSpan.FromSeconds(30), secrets.Get<TimeSpan>("T"));
        Assert.True(secrets.Get<bool>("MISSING", true));
        Assert.Equal(3, secrets.Get("N", text => text.Trim().Length + 1, 0));
        Assert.Equal(9, secrets.Get("BAD", int.Parse, 9));
        Assert.Null(secrets.Get("MISSING"));
    }

    [Fact]
    public void Json_IsReadByKindAndByType()
    {
        var secrets = Of(("O", """{"port":5,"host":"h"}"""), ("L", "[1,2]"), ("BAD", "{"));

        Assert.Equal(5, secrets.GetJson("O", JsonValueKind.Object)!.Value.GetProperty("port").GetInt32());
        Assert.Equal(2, secrets.GetJson("L", JsonValueKind.Array)!.Value.GetArrayLength());
        Assert.Null(secrets.GetJson("O", JsonValueKind.Array));
        Assert.Null(secrets.GetJson("BAD"));
        Assert.Equal(new Endpoint(5, "h"), secrets.GetJson("O", EndpointJson.Default.Endpoint));
        Assert.Equal(new Endpoint(1, "d"), secrets.GetJson("BAD", EndpointJson.Default.Endpoint, new Endpoint(1, "d")));
    }

    [Theory]
    [InlineData("${A}", "a")]
    [InlineData("x${A}y${A}", "xaya")]
    [InlineData("${B}", "[a]")]
    [InlineData("${NONE}", "${NONE}")]
    [InlineData(@"\${A}", "${A}")]
    [InlineData(@"\${A}${A}", "${A}a")]
    [InlineData(@"${A}\${A}", "a${A}")]
    [InlineData(@"\\${A}", @"\a")]
    [InlineData(@"\\\${A}", @"\${A}")]
    [InlineData(@"\\${NONE}", @"\\${NONE}")]
    [InlineData(@"C:\dir\x${A}", @"C:\dir\xa")]
    [InlineData("${A", "${A")]
    [InlineData("${${A}", "${a")]
    [InlineData("$A", "$A")]
    [InlineData("", "")]
    public void References_AreExpanded(string text, string expected)
    {
        var secrets = Of(("A", "a"), ("B", "[${A}]"), ("X", text));

        Assert.Equal(expected, secrets["X"]);
        Assert.Equal(text, secrets.Raw["X"]);
    }

    [Fact]
    public void ACircle_IsShownAsAPath()
    {
        var error = Assert.Throws<SecretsException>(() => Of(("START", "${A}"), ("A", "${B}"), ("B", "-${C}"), ("C", "${A}" + Value)));

        Assert.Equal(SecretsErrorCode.InvalidInput, error.Code);
        Assert.Contains("A -> B -> C -> A", error.Message);
        Assert.DoesNotContain(Value, error.ToString());
    }

    [Fact]
    public void AScope_KeepsExpandedAndRawValuesUnderTheRestOfTheirNames()
    {
        var scope = Of(("HOST", "h"), ("DB_URL", "db://${HOST}"), ("DB_", "nothing left")).Scope("DB_");

        Assert.Equal(["URL"], scope.Keys);
        Assert.Equal("db://h", scope["URL"]);
        Assert.Equal("db://${HOST}", scope.Raw["URL"]);
    }

    [Fact]
    public void NothingThatShowsObjects_ShowsValues()
    {
        var secrets = Of(("API_KEY", Value));
        var logs = new LogRecorder();
        Loaded(logs.CreateLogger("x"), secrets, secrets.Raw, null);

        var shown = new List<string>
        {
            secrets.ToString(),
            $"{secrets.Scope("API_")}",
            JsonSerializer.Serialize(secrets),
            JsonSerializer.Serialize(new { secrets }),
            string.Join(",", ((System.Collections.IEnumerable)secrets).Cast<object>()),
            string.Join(",", new SecretsDebugView(secrets).Items),
        };
        shown.AddRange(logs.Lines.Select(line => line.Text));

        Assert.All(shown, text => Assert.DoesNotContain(Value, text));
        Assert.All(shown, text => Assert.Contains("KEY", text));
        Assert.Contains(secrets, pair => pair.Value == Value);
    }

    private static readonly Action<ILogger, Secrets, Secrets, Exception?> Loaded = LoggerMessage.Define<Secrets, Secrets>(LogLevel.Information, 1, "Loaded {Secrets} and {Raw}");

    private static Secrets Of(params (string Name, string Value)[] secrets) => new(secrets.Select(secret => KeyValuePair.Create(secret.Name, secret.Value)));

    internal sealed record Endpoint(int Port, string Host);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SecretsTests.Endpoint))]
internal sealed partial class EndpointJson : JsonSerializerContext;
