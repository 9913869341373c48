using Cachekit.Generators.Tests.Infrastructure;

namespace Cachekit.Generators.Tests.Diagnostics;

/// <summary>Secrets in values of methods that are not secure, and what only sounds like one.</summary>
public sealed class SecretValueTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Text.Json.Serialization;
        using System.Threading.Tasks;
        using Cachekit;

        """;

    private const string Marks = """
        namespace Microsoft.Extensions.Compliance.Classification { public abstract class DataClassificationAttribute : System.Attribute; }
        namespace Marks
        {
            public sealed class PrivateAttribute : Microsoft.Extensions.Compliance.Classification.DataClassificationAttribute;
            public sealed class NoDataClassificationAttribute : Microsoft.Extensions.Compliance.Classification.DataClassificationAttribute;
            public sealed class PersonalDataAttribute : System.Attribute;
        }
        """;

    public static TheoryData<string, string> Secrets => new()
    {
        { "sealed record R(string Password)", "R.Password" },
        { "sealed record R(string PasswordHash)", "R.PasswordHash" },
        { "sealed record R(byte[] PasswordSalt)", "R.PasswordSalt" },
        { "sealed record R(string AccessToken)", "R.AccessToken" },
        { "sealed record R(string Token)", "R.Token" },
        { "sealed record R(string ApiKey)", "R.ApiKey" },
        { "sealed record R(string ClientSecret)", "R.ClientSecret" },
        { "sealed record R(string? Ssn)", "R.Ssn" },
        { "sealed record R(string CreditCardNumber)", "R.CreditCardNumber" },
        { "sealed record R(List<string> RecoveryCodes)", "R.RecoveryCodes" },
        { "sealed record R(string ConnectionString)", "R.ConnectionString" },
        { "sealed record R(IReadOnlyList<S> Items); sealed record S(string PrivateKey)", "R.Items[].PrivateKey" },
        { "sealed record R((int Id, string Secret) Pair)", "R.Pair.Secret" },
        { "[JsonDerivedType(typeof(S))] abstract record R; sealed record S(string Pwd) : R", "R<S>.Pwd" },
        { "class R { public string Name { get; set; } = \"\"; public string refresh_token { get; set; } = \"\"; }", "R.refresh_token" },
        { "class R { [Marks.Private] public int Weight { get; set; } }", "R.Weight" },
        { "sealed record R([Marks.PersonalData] string Name)", "R.Name" },
        { "[Marks.PersonalData] sealed record R(string Name)", "R" },
    };

    [Theory]
    [MemberData(nameof(Secrets))]
    public async Task SecretInAValue_IsNamedWithItsPath_AndFineWhenItIsEncrypted(string types, string path)
    {
        var open = await AnalyzeAsync(types, "[Cache]");
        var secret = Assert.Single(open);
        Assert.Equal("CACHEKIT409", secret.Id);
        Assert.StartsWith($"'Get' caches '{path}', which ", secret.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);

        Assert.Empty(await AnalyzeAsync(types, "[Cache, Secure]"));
    }

    [Theory]
    [InlineData("sealed record R(int TokenCount, bool HasPassword, DateTimeOffset PasswordChangedAt, int Password, Guid Token)")]
    [InlineData("sealed record R(string NextPageToken, string ContinuationToken, string CancellationToken, string CsrfToken, string SyncToken)")]
    [InlineData("sealed record R(string PasswordHint, string TokenType, string SecretName, string ApiKeyId, string PasswordPolicy, string KeyName, string TokenSymbol, string PublicKey, string CardHolder)")]
    [InlineData("sealed record R(string InvalidPassword, string Description, string Passenger, string Secretary)")]
    [InlineData("sealed record R([property: CacheIgnore] string Password = \"\", int A = 1)")]
    [InlineData("sealed record R([Marks.NoDataClassification] string Name)")]
    public async Task WhatOnlySoundsLikeASecret_IsNotReported(string types) => Assert.Empty(await AnalyzeAsync(types, "[Cache]"));

    [Theory]
    [InlineData("Task<string>", "GetAccessTokenAsync", true)]
    [InlineData("string", "ApiKey", true)]
    [InlineData("string", "NextPageToken", false)]
    [InlineData("int", "CountTokens", false)]
    [InlineData("int", "Token", false)]
    [InlineData("string", "TokenName", false)]
    public async Task MethodThatReturnsASecret_IsToldByItsName(string type, string name, bool isOne)
    {
        var body = name.EndsWith("Async", StringComparison.Ordinal) ? name[..^5] + "CoreAsync" : name + "Core";
        var outcome = TestCompilation.Generate($"{Usings}public partial class C {{ [Cache] public partial {type} {name}(int a); private {type} {body}(int a) => default!; }}");

        var ids = (await TestCompilation.AnalyzeAsync(outcome)).Select(diagnostic => diagnostic.Id);

        Assert.Equal(isOne ? ["CACHEKIT409"] : [], ids);
    }

    private static Task<IReadOnlyList<Microsoft.CodeAnalysis.Diagnostic>> AnalyzeAsync(string types, string attributes) => TestCompilation.AnalyzeAsync(TestCompilation.Generate(
        $"{Usings}{Public(types)}{(types.EndsWith('}') ? "" : ";")} public partial class C {{ {attributes} public partial R Get(int a); private R GetCore(int a) => null!; }}{Marks}"));

    private static string Public(string types) => types
        .Replace("sealed record", "public sealed record", StringComparison.Ordinal)
        .Replace("abstract record", "public abstract record", StringComparison.Ordinal)
        .Replace("class R", "public class R", StringComparison.Ordinal);
}
