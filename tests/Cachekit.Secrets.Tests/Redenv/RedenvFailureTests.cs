using System.Text;
using Cachekit.Secrets.Tests.Support;
using Cachekit.TestSupport.Servers;

namespace Cachekit.Secrets.Tests.Redenv;

[Collection(RedenvGroup.Name)]
public sealed class RedenvFailureTests(RedenvWorld world)
{
    private const string Value = "s3cret-value-that-must-not-show";

    [Theory]
    [InlineData("project", "PROJECT_NOT_FOUND", "no project 'nowhere'")]
    [InlineData("token id", "INVALID_TOKEN_ID", "no token with the id 'stk_other'")]
    [InlineData("token", "DECRYPTION_FAILED", "does not open with the secret token")]
    [InlineData("rest token", "INVALID_TOKEN", "refuses the token or password")]
    [InlineData("service tokens", "UNKNOWN_ERROR", "'serviceTokens' of the hash")]
    [InlineData("token without salt", "DECRYPTION_FAILED", "no key and salt")]
    [InlineData("salt", "DECRYPTION_FAILED", "no key and salt")]
    [InlineData("encrypted key", "DECRYPTION_FAILED", "does not open")]
    [InlineData("short key", "DECRYPTION_FAILED", "32 bytes")]
    [InlineData("wrong type", "UNKNOWN_ERROR", "something else than a hash")]
    [InlineData("no json", "UNKNOWN_ERROR", "something that is no JSON")]
    [InlineData("other json", "UNKNOWN_ERROR", "something else than the REST protocol")]
    [InlineData("other result", "UNKNOWN_ERROR", "something else than the REST protocol")]
    [InlineData("no permission", "INVALID_TOKEN", "NOPERM")]
    [InlineData("429", "UNKNOWN_ERROR", "answered 429")]
    [InlineData("404", "UNKNOWN_ERROR", "nothing at /pipeline")]
    public async Task WhatIsWrong_HasItsCodeAndSaysWhatToDo(string wrong, string code, string text)
    {
        var project = world.Create();
        project.Write("A", Value);
        await using var upstash = await world.UpstashAsync();
        var options = project.Options(upstash);
        switch (wrong)
        {
            case "project": options.Project = "nowhere"; break;
            case "token id": options.TokenId = "stk_other"; break;
            case "token": options.Token = "redenv_sk_wrong"; break;
            case "rest token": options.Upstash.Token = "wrong"; break;
            case "service tokens": await project.PutMetadataAsync("serviceTokens", "{"); break;
            case "token without salt": await PutTokenAsync(project, """{"encryptedPEK":"x"}"""); break;
            case "salt": await PutTokenAsync(project, """{"encryptedPEK":"x","salt":"xyz"}"""); break;
            case "encrypted key": await PutTokenAsync(project, """{"encryptedPEK":"00.11.22","salt":"00"}"""); break;
            case "short key": await PutTokenAsync(project, await SealedKeyAsync("00ff")); break;
            case "wrong type": await world.Redis.AskAsync("DEL", $"meta@{project.Name}"); await world.Redis.AskAsync("SET", $"meta@{project.Name}", "x"); break;
            case "no json": upstash.Answer = $"<html>{Value}"; break;
            case "other json": upstash.Answer = $$"""{"secret":"{{Value}}"}"""; break;
            case "other result": upstash.Answer = $$"""[{"result":"{{Value}}"},{"result":[]}]"""; break;
            case "no permission": upstash.Answer = $$"""[{"error":"NOPERM {{Value}}"},{"result":[]}]"""; break;
            case "429": upstash.FailureStatus = 429; upstash.FailNext(9); break;
            case "404": upstash.FailureStatus = 404; upstash.FailNext(9); break;
        }

        await using var client = new RedenvClient(options);
        var error = await Assert.ThrowsAsync<SecretsException>(async () => await client.LoadAsync());

        Assert.Equal(code, error.CodeName);
        Assert.Contains(text, error.Message);
        Assert.DoesNotContain(Value, error.ToString());
    }

    [Fact]
    public async Task ASecretThatCannotBeDecrypted_IsLeftOutByName()
    {
        var project = world.Create();
        project.Write("GOOD", "1");
        var foreign = world.Create().Seal(Value);
        await project.PutFieldAsync("FOREIGN", $$"""[{"version":1,"value":"{{foreign}}"}]""");
        await project.PutFieldAsync("MALFORMED", $$"""[{"version":1,"value":"{{Value}}"}]""");
        await project.PutFieldAsync("NO_VALUE", """[{"version":1}]""");
        await project.PutFieldAsync("NO_OBJECT", "[1]");
        await project.PutFieldAsync("NO_JSON", Value);
        await project.PutFieldAsync("EMPTY", "[]");
        await project.PutFieldAsync("NO_ARRAY", "{}");
        await project.PutFieldAsync("__note", Value);
        var logs = new LogRecorder();
        await using var client = new RedenvClient(project.Options(null, logs: logs));

        var secrets = await client.LoadAsync();

        Assert.Equal(["GOOD"], secrets.Keys);
        var errors = logs.Lines.Where(line => line.Id == 3015).Select(line => line.Text).ToArray();
        Assert.Equal(["FOREIGN", "MALFORMED", "NO_JSON", "NO_OBJECT", "NO_VALUE"], errors.Select(text => text.Split('"')[1]).Order(StringComparer.Ordinal));
        Assert.All(logs.Lines, line => Assert.DoesNotContain(Value, line.Text));
        var error = await Assert.ThrowsAsync<SecretsException>(async () => await client.GetVersionAsync("FOREIGN", 1));
        Assert.Equal("DECRYPTION_FAILED", error.CodeName);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AnEnvironmentThatNobodyWroteTo_HasNoSecrets(bool overRest)
    {
        await using var upstash = await world.UpstashAsync();
        var options = world.Create().Options(overRest ? upstash : null);
        options.Environment = "nobody";
        await using var client = new RedenvClient(options);

        Assert.Empty((await client.LoadAsync()).Keys);
        Assert.Null(await client.GetVersionAsync("A", 1));
    }

    [Fact]
    public async Task SecretsInACircle_FailTheLoad()
    {
        var project = world.Create();
        project.Write("A", "${B}");
        project.Write("B", "${A}");
        await using var client = new RedenvClient(project.Options(null));

        Assert.Equal("INVALID_INPUT", (await Assert.ThrowsAsync<SecretsException>(async () => await client.LoadAsync())).CodeName);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(520)]
    public async Task AStoreThatFailsForAMoment_IsAskedAgain(int status)
    {
        var project = world.Create();
        project.Write("A", "1");
        await using var upstash = await world.UpstashAsync();
        upstash.FailureStatus = status;
        upstash.FailNext(2);
        var options = project.Options(upstash);
        (options.Http.Retries, options.Http.RetryDelay) = (2, TimeSpan.Zero);
        await using var client = new RedenvClient(options);

        Assert.Equal("1", (await client.LoadAsync())["A"]);
        Assert.Equal(3, upstash.Requests);
    }

    [Fact]
    public async Task APlainRedisWithAPassword_IsOpenedByItAndByNoOther()
    {
        Assert.SkipUnless(RedisServer.IsInstalled, "There is no redis-server.");
        await using var redis = await RedisServer.StartAsync(new RedisServerOptions { Password = "pass-that-must-not-show" });
        var project = world.Create();
        var right = project.Options(null);
        right.RedisUrl = $"redis://:pass-that-must-not-show@127.0.0.1:{redis.Port}";
        await using var opened = new RedenvClient(right);
        var wrong = project.Options(null);
        wrong.RedisUrl = $"redis://:other-that-must-not-show@127.0.0.1:{redis.Port}";
        await using var refused = new RedenvClient(wrong);

        Assert.Equal("PROJECT_NOT_FOUND", (await Assert.ThrowsAsync<SecretsException>(async () => await opened.LoadAsync())).CodeName);

        // A call in the moment between two attempts of the client learns only that there is no connection.
        await RedenvCacheTests.UntilAsync(() =>
        {
            var error = Assert.Throws<SecretsException>(() => refused.Load());
            Assert.DoesNotContain("must-not-show", error.ToString());
            return error.CodeName == "INVALID_TOKEN";
        });
    }

    [Fact]
    public async Task APlainRedisThatIsAway_IsSaidSoAndFoundWhenItComes()
    {
        Assert.SkipUnless(RedisServer.IsInstalled, "There is no redis-server.");
        int port;
        await using (var gone = await RedisServer.StartAsync())
        {
            port = gone.Port;
        }

        var options = world.Create().Options(null);
        options.RedisUrl = $"redis://127.0.0.1:{port}";
        await using var client = new RedenvClient(options);

        var error = await Assert.ThrowsAsync<SecretsException>(async () => await client.LoadAsync());
        Assert.Contains($"The Redis at 127.0.0.1:{port} could not be reached", error.Message);
        Assert.True(error.IsStoreAway);
    }

    [Fact]
    public async Task NothingSecret_IsInAnyLogOrException()
    {
        var project = world.Create();
        project.Write("A", Value);
        await using var upstash = await world.UpstashAsync();
        var logs = new LogRecorder();
        var time = new FakeTimeProvider();
        var seen = new StringBuilder();
        var folder = Directory.CreateTempSubdirectory("redenv-");
        var options = project.Options(upstash, time, logs);
        (options.Http.Retries, options.Http.RetryDelay, options.Snapshot.Path) = (1, TimeSpan.Zero, Path.Join(folder.FullName, "snapshot"));
        await using (var client = new RedenvClient(options))
        {
            await client.LoadAsync();
            await client.SetAsync("B", Value + "-2");
            seen.Append(await client.LoadAsync()).Append(client).Append(options).Append(options.Upstash);
            await CatchAsync(async () => await client.SetAsync("__A", Value));
            await CatchAsync(async () => await client.SetAsync("A", Value + "\ud83d"));
            upstash.Answer = $$"""[{"result":"{{Value}}"}]""";
            await CatchAsync(async () => await client.SetAsync("A", Value));
            await CatchAsync(async () => await client.GetVersionAsync("A", 1));
            upstash.Answer = $$"""[{"error":"ERR unknown command 'EVAL', with args beginning with: '{{Value}}'"}]""";
            await CatchAsync(async () => await client.SetAsync("A", Value));
            upstash.Answer = $"{{\"{Value}";
            time.Advance(TimeSpan.FromSeconds(300));
            await client.LoadAsync();
            await RedenvCacheTests.UntilAsync(() => logs.Ids.Contains(3017));
            upstash.Answer = null;
            await project.PutFieldAsync("A", $$"""[{"version":1,"value":"{{Value}}"}]""");
            time.Advance(TimeSpan.FromDays(2));
            try
            {
                await client.LoadAsync();
            }
            catch (SecretsException)
            {
                // It has joined the refresh that has said already that it fails.
                await client.LoadAsync();
            }

            upstash.FailNext(int.MaxValue);
            time.Advance(TimeSpan.FromDays(2));
            await CatchAsync(async () => await client.LoadAsync());
        }

        foreach (var wrong in new Action<RedenvOptions>[] { o => o.Token += "x", o => o.Upstash.Token += "x", o => o.TokenId = "stk_x", o => o.Project = "x", o => o.Upstash.Url = "http://127.0.0.1:1", o => o.Token = null, o => o.Upstash.Url = "ftp://" + Value, o => (o.TokenId, o.Token) = (o.Token, o.TokenId) })
        {
            upstash.FailNext(0);
            var other = project.Options(upstash, time, logs);
            wrong(other);
            await CatchAsync(async () =>
            {
                await using var client = new RedenvClient(other);
                await client.LoadAsync();
            });
        }

        foreach (var line in logs.Lines)
        {
            seen.AppendLine(line.Text).Append(line.Exception);
        }

        var text = seen.ToString();
        Assert.True(logs.Lines.Count > 20);
        foreach (var secret in new[] { Value, RedenvWorld.Token, UpstashServer.Token, project.Pek, "must-not-show" })
        {
            Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase);
        }

        Assert.DoesNotContain(Value, Encoding.UTF8.GetString(await File.ReadAllBytesAsync(options.Snapshot.Path!)));
        folder.Delete(recursive: true);

        async Task CatchAsync(Func<Task> action) => seen.AppendLine((await Assert.ThrowsAnyAsync<CachekitException>(action)).ToString());
    }

    private async Task<string> SealedKeyAsync(string hex)
    {
        using var keys = new TokenKeys(RedenvWorld.Token, RedenvWorld.Rounds);
        using var key = new RedenvKey(await keys.GetAsync([0]));
        return $$"""{"encryptedPEK":"{{key.Encrypt(hex)}}","salt":"00"}""";
    }

    private static Task PutTokenAsync(RedenvTestProject project, string token) => project.PutMetadataAsync("serviceTokens", $$"""{"{{RedenvWorld.TokenId}}":{{token}}}""");
}
