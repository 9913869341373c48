using Cachekit.Generators.Tests.Infrastructure;

namespace Cachekit.Generators.Tests.Guards;

/// <summary>Secrets that go where people read are found; masked ones and everything else are left alone.</summary>
public sealed class SecretLoggingTests
{
    private const string Types = """
        using System;
        using System.Diagnostics;
        using System.Linq;
        using Cachekit.Secrets;
        using Microsoft.Extensions.Logging;

        [SecretSettings]
        public partial record Database(string Host, [Secret] string Password, [Secret(false)] string Token = "");

        public class Plain
        {
            [Secret]
            public string Pin { get; set; } = "";

            public string Name { get; set; } = "";
        }

        public record Login(string User, [Secret] string Password, [Secret(false)] string Token = "");

        public readonly record struct Card<T>(T Owner, [Secret] string Number);

        public static partial class Log
        {
            [LoggerMessage(1, LogLevel.Information, "{Text}")]
            public static partial void Said(ILogger logger, string text);

            public static partial void Said(ILogger logger, string text) { }
        }

        """;

    public static TheoryData<string> Leaks =>
    [
        "logger.LogInformation(\"{P}\", {|CACHEKIT421:database.Password|});",
        "logger.LogError(new Exception(), \"x {P} {Q}\", 1, {|CACHEKIT421:secrets[\"DB_PASSWORD\"]|});",
        "logger.LogWarning($\"x {{|CACHEKIT421:database.Password|}}\");",
        "logger.LogDebug(\"x \" + {|CACHEKIT421:plain.Pin|} + \" y\");",
        "logger.Log(LogLevel.Information, \"{P}\", {|CACHEKIT421:plain.Pin|});",
        "logger.Log<string>(LogLevel.Information, 1, {|CACHEKIT421:plain.Pin|}, null, (s, e) => s);",
        "using var scope = logger.BeginScope(\"{P}\", {|CACHEKIT421:plain.Pin|});",
        "Log.Said(logger, {|CACHEKIT421:secrets.Get(\"X\")|} ?? \"\");",
        "Console.WriteLine({|CACHEKIT421:secrets.Get(\"X\", 5)|});",
        "Console.Error.WriteLine({|CACHEKIT421:database.Password|}.Trim());",
        "Console.Write(\"{0}\", {|CACHEKIT421:secrets.Scope(\"A_\")[\"B\"]|});",
        "Debug.WriteLine({|CACHEKIT421:plain.Pin|}); Trace.TraceInformation({|CACHEKIT421:plain.Pin|});",
        "throw new InvalidOperationException($\"no {{|CACHEKIT421:database.Password|}}\");",
        "var e = new ArgumentException(\"x \" + {|CACHEKIT421:secrets[\"A\"]|}, nameof(secrets));",
        "var password = secrets[\"A\"]; logger.LogInformation(\"{P}\", {|CACHEKIT421:password|});",
        "var password = secrets[\"A\"]; var text = $\"<{password}>\"; Console.WriteLine({|CACHEKIT421:text|});",
        "if (secrets.TryGetValue(\"A\", out var value)) { Console.WriteLine({|CACHEKIT421:value|}); }",
        "logger.LogInformation(\"{P}\", {|CACHEKIT421:secrets[\"A\"]|}.Substring(0, 4));",
        "Console.WriteLine(string.Format(\"{0}\", {|CACHEKIT421:plain.Pin|}));",
        "Console.WriteLine(string.Join(\",\", \"a\", {|CACHEKIT421:plain.Pin|}));",
        "Console.WriteLine(plain.Name.Length > 3 ? {|CACHEKIT421:plain.Pin|} : \"\");",
        "logger.LogInformation(\"{P}\", {|CACHEKIT421:login.Password|}); Console.WriteLine({|CACHEKIT421:new Card<int>(1, \"x\").Number|});",
        "Action a = () => Console.WriteLine({|CACHEKIT421:plain.Pin|}); a();",
        "Local(\"\"); void Local([Secret] string pin) => Console.WriteLine({|CACHEKIT421:pin|});",
    ];

    public static TheoryData<string> Fine =>
    [
        "logger.LogInformation(\"{S} {D}\", secrets, database); Console.WriteLine(secrets.ToString()); Console.WriteLine(database);",
        "logger.LogInformation($\"{secrets} {database}\"); throw new InvalidOperationException($\"{database}\");",
        "logger.LogInformation(\"{H} {N} {T}\", database.Host, plain.Name, database.Token);",
        "logger.LogInformation(\"{U} {T} {L}\", login.User, login.Token, login.Password.Length); Console.WriteLine(new Card<int>(1, \"x\").Owner);",
        "logger.LogInformation(\"{L}\", database.Password.Length); Console.WriteLine(secrets[\"A\"].Length); Console.WriteLine(plain.Pin.GetHashCode());",
        "logger.LogInformation(\"{C} {K}\", secrets.Count, string.Join(\",\", secrets.Keys)); Console.WriteLine(secrets.ContainsKey(\"A\"));",
        "Console.WriteLine(plain.Pin == \"\"); Console.WriteLine(string.IsNullOrEmpty(database.Password)); Console.WriteLine(nameof(database.Password));",
        "var password = secrets[\"A\"]; Use(password); Console.WriteLine(\"used\"); static void Use(string p) { }",
        "var text = secrets[\"A\"]; text = \"none\"; Console.WriteLine(text);",
        "if (!secrets.TryGetValue(\"A\", out _)) { throw new InvalidOperationException(\"A is missing\"); }",
        "var other = new System.Collections.Generic.Dictionary<string, string>(); if (other.TryGetValue(\"A\", out var value)) { Console.WriteLine(value); } Console.WriteLine(other[\"A\"]);",
        "var writer = new System.IO.StringWriter(); writer.WriteLine(plain.Pin); writer.Write(secrets[\"A\"]);",
        "var builder = new UriBuilder { Password = database.Password }; Console.WriteLine(builder.Host);",
        "Console.WriteLine(secrets.Select(pair => pair.Key).First()); Console.WriteLine(database.Password is null ? \"none\" : \"some\");",
        "Console.WriteLine(Mask(plain.Pin)); static string Mask(string s) => \"*\";",
        "Func<string, string> get = name => secrets[name]; Console.WriteLine(get.Method);",
        "if (database.Password.Length == 0) { throw new ArgumentException(\"empty\", nameof(database)); }",
    ];

    [Theory]
    [MemberData(nameof(Leaks))]
    public async Task Leak_IsReportedAtTheSecret(string marked)
    {
        var source = new MarkedSource(Source(marked));

        source.AssertMatches(await AnalyzeAsync(source.Text));
    }

    [Theory]
    [MemberData(nameof(Fine))]
    public async Task WhatShowsNoSecret_IsNotReported(string code) => Assert.Empty(await AnalyzeAsync(Source(code)));

    private static string Source(string code) => Types + $"class C {{ void M(ILogger logger, Secrets secrets, Database database, Plain plain, Login login) {{ {code} }} }}";

    private static async Task<IEnumerable<Microsoft.CodeAnalysis.Diagnostic>> AnalyzeAsync(string source)
    {
        var outcome = TestCompilation.Generate(source);
        Assert.DoesNotContain(outcome.Problems, static problem => problem.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
        return await TestCompilation.AnalyzeAsync(outcome);
    }
}
