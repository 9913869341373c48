using Cachekit.Generators.Tests.Infrastructure;

namespace Cachekit.Generators.Tests.Guards;

/// <summary>Texts that are secrets are found; texts that look a little like one are left alone.</summary>
/// <remarks>The secrets are put together here, so that no scanner takes this file for a leak.</remarks>
public sealed class SecretLiteralTests
{
    private static readonly string Random36 = "a8Kq2Zr5Wm1Xv9Bt7Lc4Nd6Pf3Hg0Js5Ey2U";

    public static TheoryData<string> Secrets =>
    [
        "AKIA" + "Q3EGRTTK2XBW7ZLM",
        "ASIA" + "Q3EGRTTK2XBW7ZLM",
        "ghp_" + Random36,
        "github_pat_" + Random36,
        "xoxb-" + "2938475610-8K2jd82Ks",
        "sk_live_" + Random36,
        "redenv_sk_" + Random36,
        "hvs." + Random36,
        "ck_live_" + Random36,
        "ck_sdk_" + Random36,
        "AIza" + Random36[..35],
        "Bearer ghp_" + Random36,
        "-----BEGIN RSA PRIVATE " + "KEY-----\\nMIIEpAIBAAKCAQEA7bq3kZ9wq2VdX5xT1mY8\\nabc",
        "eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiIxMjM4OTAifQ.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P",
        "Server=db.internal;User Id=shop;Password=" + "kT9xQ2vLm4;Encrypt=true",
        "DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=" + "kT9xQ2vLm4kT9xQ2vLm4zA==;EndpointSuffix=core.windows.net",
        "postgres://shop:" + "kT9xQ2vLm4@db.internal:5432/shop",
        "amqps://u:" + "kT9xQ2vLm4@mq.internal",
        "Password = " + "kT9xQ2vLm4; Server=db.internal",
        "Server=db.internal; Pwd = " + "@kT9x!Q2vLm4;",
        "Server=db.internal;Password=" + "?kT9xQ2vLm4;",
        "<add connectionString='Password=" + "kT9xQ2vLm4;Server=db.internal'/>",
        "cache.internal:6380,ssl=true,password=" + "kT9xQ2vLm4,abortConnect=false",
        "a.internal:6379,b.internal:6379, password=" + "kT9xQ2vLm4",
    ];

    public static TheoryData<string> Others =>
    [
        "", "password", "Bearer ", "AKIA", "AKIAIOSFODNN7EXAMPLE", "ghp_", "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "sk_live_", "sk_test_4eC39HqLyjWDarjtT1zdp7dc", "redenv_sk_{0}", "hvs.", "xoxb-your-token",
        "-----BEGIN RSA PRIVATE KEY-----", "-----BEGIN PUBLIC KEY-----\\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA", "-----BEGIN CERTIFICATE-----", "eyJ", "eyJhbGciOiJIUzI1NiJ9",
        "Server=db.internal;User Id=shop;Password=;Encrypt=true", "Server=db;Password=${DB_PASSWORD};Encrypt=true", "Server=db;Password={0};", "Server=db;Password=<password>;", "Server=localhost;User Id=sa;Password=kT9xQ2vLm4;",
        "Host=127.0.0.1;Password=kT9xQ2vLm4;", "Server=db;Integrated Security=true;", "Password=abc", "The password = ; and so on",
        "https://example.com/a@b:c", "postgres://shop@db.internal/shop", "postgres://shop:${PASSWORD}@db.internal/shop", "postgres://shop:password@db.internal/shop", "postgres://postgres:postgres1@localhost:5432/shop",
        "UPDATE users SET password = @hash WHERE id = @id; SELECT changes();", "password = :pw;", "password = ? AND x;", "password = ?1, name = ?2;", "var password = Read(); Go();", "password = Read(); Go();", "x(); pwd = input.Read(1);",
        "SELECT 1; UPDATE users SET name = 'x', password = 'kT9xQ2vLm4' WHERE id = 1;", "SET @a = 1; password = @hash, x = 2;",
        "localhost:6379,password=kT9xQ2vLm4", "cache.internal:6379,password=,ssl=true", "cache.internal:6379,password={0}", "cache.internal:6379,ssl=true", "at 10:30, the password=kT9xQ2vLm4",
        "https://user:kT9xQ2vLm4@example.com/", "redis://:***@cache.internal", "https://host:8080/@scope/package", "0123456789abcdef0123456789abcdef",
    ];

    public static TheoryData<string> NamedSecrets =>
    [
        "var password = {|CACHEKIT420:\"kT9xQ2vLm4\"|};",
        "const string ApiKey = {|CACHEKIT420:\"a1b2c3d4e5f6g7h8\"|};",
        "var o = new { ClientSecret = {|CACHEKIT420:\"kT9x.Q2vL~m4\"|} };",
        "string token; token = {|CACHEKIT420:\"kT9xQ2vLm4\"|};",
        "var d = new System.Collections.Generic.Dictionary<string, string> { [\"Database:Password\"] = {|CACHEKIT420:\"kT9xQ2vLm4\"|}, { \"db_password\", {|CACHEKIT420:\"kT9xQ2vLm4\"|} } };",
        "Use(password: {|CACHEKIT420:\"P@55w0rt!x\"|}); static void Use(string password) { }",
        "var secret = System.Environment.GetEnvironmentVariable(\"X\") ?? {|CACHEKIT420:\"kT9xQ2vLm4\"|};",
        "var password2 = {|CACHEKIT420:\"kT9xQ2vLm4\"|}; var ApiKey_1 = {|CACHEKIT420:\"kT9xQ2vLm4\"|}; var JWT_SECRET_KEY = {|CACHEKIT420:\"kT9xQ2vLm4\"|}; var nextPassword = {|CACHEKIT420:\"kT9xQ2vLm4\"|}; var publicApiToken = {|CACHEKIT420:\"kT9xQ2vLm4\"|}; var refreshToken = {|CACHEKIT420:\"kT9xQ2vLm4\"|}; var _db_passwd_ = {|CACHEKIT420:\"kT9xQ2vLm4\"|};",
        "System.ReadOnlySpan<byte> signingKey = {|CACHEKIT420:\"kT9xQ2vLm4\"u8|};",
        "var x = $\"{1}{|CACHEKIT420:postgres://shop:kT9xQ2vLm4@db.internal/{|}{2}\";".Replace("{|}{2}", "|}{2}", StringComparison.Ordinal),
    ];

    public static TheoryData<string> NamedOthers =>
    [
        "var password = \"\"; var token = \"***\"; var secret = \"<secret>\"; var apiKey = \"${API_KEY}\"; var pwd = \"changeme\"; var passphrase = \"your passphrase 1\";",
        "const string PasswordHeader = \"X-Pa55-1234\"; const string TokenName = \"kT9xQ2vLm4\"; const string ApiKeyHeader = \"x-api-key\"; const string Token = \"X-Auth-Token\";",
        "const string ApiKey = \"x-api-key\"; const string ApiKeyPrefix = \"ck_live_\"; const string Secret = \"secrets/db2\"; const string Password = \"Database:Password\"; const string TokenUrl = \"https://id.example.com/t0ken1\";",
        "var password = \"test1234!\"; var apiKey = \"example-key-1\"; var secret = \"aaaaaaaaaaa\"; var token = \"short1\"; var accessToken = \"not a token, but 1 sentence\";",
        "var hash = \"kT9xQ2vLm4\"; var id = \"a1b2c3d4e5f6g7h8\"; var key = \"kT9xQ2vLm4\"; var cacheKey = \"user:42:profile\"; var keyboard = \"kT9xQ2vLm4\"; var tokenizer = \"gpt-4o-mini1\";",
        "var connectionString = \"localhost:6379\"; var cacheConnectionString = \"DataSource=:memory:\"; var BlobConnectionString = \"UseDevelopmentStorage=true\"; var ConnectionString = \"Host=localhost;Database=app1\";",
        "const string PublicKeyToken = \"b77a5c561934e089\"; const string ContinuationToken = \"cursor-123\"; const string NextPageToken = \"cursor-123\"; var nextToken = \"cursor-123\"; var x = new { SyncToken = \"cursor-123\", csrf_token = \"kT9xQ2vLm4\", AntiForgeryToken = \"kT9xQ2vLm4\" };",
        "const string TokenExpired = \"AUTH-1002\"; const string InvalidToken = \"AUTH_0042\"; const string MissingPassword = \"AUTH-1003\"; const string WrongApiKey = \"AUTH-1004\"; const string UnexpectedToken = \"PARSE-0017\"; const string PasswordMissing = \"AUTH-1005\";",
        "const string PasswordRegex = \"^[A-Za-z0-9]+$\"; const string PasswordHashAlgorithm = \"PBKDF2-SHA512\"; const string TokenCacheKey = \"tok:v1:shop\"; const string SecretsManager = \"kT9xQ2vLm4\";",
        "if (System.Environment.MachineName == \"kT9xQ2vLm4\") { } var password = \"kT9xQ2vLm4\".Length;",
    ];

    [Theory]
    [MemberData(nameof(Secrets))]
    public async Task Secret_IsReported_AndNotRepeated(string secret)
    {
        var outcome = TestCompilation.Generate($$"""class C { string F = "{{secret}}"; string G = $"x {1} {{secret}}"; }""");

        var diagnostics = await TestCompilation.AnalyzeAsync(outcome);

        Assert.Equal(["CACHEKIT420", "CACHEKIT420"], diagnostics.Select(static diagnostic => diagnostic.Id));
        Assert.All(diagnostics, diagnostic => Assert.DoesNotContain(secret[10..], diagnostic.GetMessage(null), StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Others))]
    public async Task OtherText_IsNotReported(string text) => Assert.Empty(await TestCompilation.AnalyzeAsync(TestCompilation.Generate($"class C {{ string F = \"{text}\"; }}")));

    [Theory]
    [MemberData(nameof(NamedSecrets))]
    public async Task ValueOfANamedSecret_IsReported(string marked)
    {
        var source = new MarkedSource($"class C {{ void M() {{ {marked} }} }}");

        source.AssertMatches(await TestCompilation.AnalyzeAsync(TestCompilation.Generate(source.Text)));
    }

    [Theory]
    [MemberData(nameof(NamedOthers))]
    public async Task OtherValue_IsNotReported(string code) => Assert.Empty(await TestCompilation.AnalyzeAsync(TestCompilation.Generate($"class C {{ void M() {{ {code} }} }}")));

    [Fact]
    public async Task WithoutSecretsInTheReferences_NothingIsReported()
    {
        var compilation = TestCompilation.Create("class C { string password = \"kT9xQ2vLm4\"; }");
        var without = compilation.WithReferences(compilation.References.Where(static reference => !reference.Display!.EndsWith("Cachekit.Secrets.dll", StringComparison.Ordinal)));

        Assert.Single(await TestCompilation.AnalyzeAsync(TestCompilation.Generate(compilation)));
        Assert.Empty(await TestCompilation.AnalyzeAsync(TestCompilation.Generate(without)));
    }

    [Fact]
    public async Task GeneratedCode_IsNotLookedAt() => Assert.Empty(await TestCompilation.AnalyzeAsync(TestCompilation.Generate("// <auto-generated/>\nclass C { string password = \"kT9xQ2vLm4\"; }")));
}
