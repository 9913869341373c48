namespace Cachekit.Secrets.Tests.Redenv;

/// <summary>Names of variables are of these tests only, since the process has one environment.</summary>
[Collection(RedenvGroup.Name)]
public sealed class ProcessEnvironmentTests(RedenvWorld world) : IDisposable
{
    private readonly string _name = $"REDENV_TEST_{Guid.NewGuid():N}";

    public void Dispose() => Environment.SetEnvironmentVariable(_name, null);

    [Theory]
    [InlineData(null, null, "secret")]
    [InlineData(null, true, "secret")]
    [InlineData(null, false, "before")]
    [InlineData(false, null, "before")]
    public async Task Variables_AreSetAsTheOptionsSay(bool? fill, bool? overrides, string expected)
    {
        var project = world.Create();
        project.Write(_name, "secret");
        Environment.SetEnvironmentVariable(_name, "before");
        var options = project.Options(null);
        options.Env = new RedenvEnvOptions { Fill = fill, Override = overrides };
        await using var client = new RedenvClient(options);

        await client.LoadAsync();

        Assert.Equal(expected, Environment.GetEnvironmentVariable(_name));
    }

    [Fact]
    public async Task AVariableOfTheClientsOwn_FollowsItsSecret()
    {
        var project = world.Create();
        project.Write(_name, "one");
        var options = project.Options(null);
        options.Env = new RedenvEnvOptions { Override = false };
        await using var client = new RedenvClient(options);
        await client.LoadAsync();
        Assert.Equal("one", Environment.GetEnvironmentVariable(_name));

        await client.SetAsync(_name, "two");
        await client.LoadAsync();
        Assert.Equal("two", Environment.GetEnvironmentVariable(_name));

        Environment.SetEnvironmentVariable(_name, "of somebody else");
        await client.SetAsync(_name, "three");
        await client.LoadAsync();
        Assert.Equal("of somebody else", Environment.GetEnvironmentVariable(_name));
    }

    [Fact]
    public async Task ASecretThatCanBeNoVariable_IsASecretAllTheSame()
    {
        var project = world.Create();
        project.Write("A=B", "1");
        project.Write(_name, "2");
        var logs = new LogRecorder();
        var options = project.Options(null, logs: logs);
        options.Env = new RedenvEnvOptions();
        await using var client = new RedenvClient(options);

        Assert.Equal("1", (await client.LoadAsync())["A=B"]);
        Assert.Equal("2", Environment.GetEnvironmentVariable(_name));
        Assert.Contains(3023, logs.Ids);
        Assert.Contains(logs.Lines, line => line.Text == "[REDENV] Injection complete. 1 variables were set or changed");
    }
}
