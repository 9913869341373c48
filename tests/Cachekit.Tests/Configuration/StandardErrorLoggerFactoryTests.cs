using Cachekit.Configuration;
using Cachekit.TestSupport;
using Microsoft.Extensions.Logging;

namespace Cachekit.Tests.Configuration;

public class StandardErrorLoggerFactoryTests
{
    [Theory]
    [InlineData(null, LogLevel.Information)]
    [InlineData(" ", LogLevel.Information)]
    [InlineData("debug", LogLevel.Debug)]
    [InlineData("WARNING", LogLevel.Warning)]
    [InlineData("Warn", LogLevel.Warning)]
    [InlineData("critical", LogLevel.Critical)]
    public void LogLevel_ChoosesWhatIsWritten(string? text, LogLevel minimum)
    {
        using var writer = new StringWriter();
        using var factory = Create(text, writer);
        var logger = factory.CreateLogger("Cachekit");

        Assert.True(logger.IsEnabled(minimum));
        Assert.False(logger.IsEnabled(minimum - 1));
        Assert.Empty(writer.ToString());
    }

    [Fact]
    public void None_WritesNothing()
    {
        using var writer = new StringWriter();
        using var factory = Create("none", writer);

        factory.CreateLogger("Cachekit").Log(LogLevel.Critical, default, "message", null, static (text, _) => text);

        Assert.Empty(writer.ToString());
    }

    [Fact]
    public void UnknownLevel_IsSaidAndInformationIsUsed()
    {
        using var writer = new StringWriter();
        using var factory = Create("loud", writer);

        Assert.Contains("LOG_LEVEL", writer.ToString(), StringComparison.Ordinal);
        Assert.True(factory.CreateLogger("Cachekit").IsEnabled(LogLevel.Information));
    }

    [Fact]
    public void Message_IsOneLineWithTimeLevelAndCategory()
    {
        using var writer = new StringWriter { NewLine = "\n" };
        using var factory = Create(null, writer);

        factory.CreateLogger("Cachekit").Log(LogLevel.Warning, default, "a message", null, static (text, _) => text);

        Assert.Equal("2026-01-01T00:00:00.000Z Warning Cachekit: a message\n", writer.ToString());
    }

    [Fact]
    public void Exception_Follows()
    {
        using var writer = new StringWriter();
        using var factory = Create(null, writer);

        factory.CreateLogger("Cachekit").Log(LogLevel.Error, default, "a message", new FormatException("why"), static (text, _) => text);

        Assert.Contains("why", writer.ToString(), StringComparison.Ordinal);
    }

    private static StandardErrorLoggerFactory Create(string? level, TextWriter writer) =>
        StandardErrorLoggerFactory.FromEnvironment(name => name == "LOG_LEVEL" ? level : null, new FakeTimeProvider(), writer);
}
