using System.Text.RegularExpressions;

namespace Cachekit.Samples.Tests;

public sealed partial class SettingsSampleTests
{
    [Fact]
    public async Task TheWholeTour_WorksWithNothingButTheRepository()
    {
        var (exitCode, output, error) = await SampleProcess.RunAsync("Settings", new Dictionary<string, string>());

        Assert.True(exitCode == 0, output + error);
        Assert.Equal("", error);
        Assert.Contains("Database:PoolSize = 50, from settings.production.toml, over settings.toml", output);
        Assert.Contains("DATABASE:PASSWORD = ********, from Redenv", output);
        Assert.Contains("DatabaseSettings { Host = db.internal, Password = ********, Port = 6432, PoolSize = 50 }", output);
        Assert.Contains("version 2 of DATABASE__PASSWORD is in use", output);
        Assert.Contains("the file as well: db2.internal, a pool of 80, the new checkout is on", output);
        Assert.Contains("still served from memory: 4 secrets", output);
        Assert.Contains("SECRET_NOT_FOUND: The secrets 'PAYMENTS__WEBHOOK_SECRET', 'PAYMENTS__MERCHANT' are not there.", output);

        // The secrets of the sample, its tokens and keys are long hexadecimal numbers that are made anew for each run.
        Assert.DoesNotMatch(LongHexadecimal(), output);
    }

    [Fact]
    public async Task AWrongSetting_StopsTheStart_AndTheCrashShowsNoValue()
    {
        var (exitCode, output, error) = await SampleProcess.RunAsync("Settings", new Dictionary<string, string> { ["DATABASE_POOL_SIZE"] = "987654", ["DATABASE_PORT"] = "none" });

        Assert.NotEqual(0, exitCode);
        Assert.Contains("DatabaseSettings.PoolSize: DATABASE_POOL_SIZE in the environment variables is out of range: write 1 to 500.", error);
        Assert.Contains("DatabaseSettings.Port: DATABASE_PORT in the environment variables", error);
        Assert.DoesNotContain("987654", output + error);
        Assert.DoesNotMatch(LongHexadecimal(), output + error);
    }

    [GeneratedRegex("[0-9A-Fa-f]{16}")]
    private static partial Regex LongHexadecimal();
}
