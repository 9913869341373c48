using System.Runtime.Versioning;

namespace Cachekit.Secrets.Tests.Files;

[UnsupportedOSPlatform("windows")]
public sealed class SecretFileAccessTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("0600", false)]
    [InlineData("0400", false)]
    [InlineData("0440", false)]
    [InlineData("0660", false)]
    [InlineData("0644", true)]
    [InlineData("0444", true)]
    public void APrivateFile_IsAccepted(string mode, bool allowWorldReadable)
    {
        var path = _folder.Write("secret", "x", Mode(mode));

        SecretFileAccess.RequirePrivate(path, allowWorldReadable, "Some.Option");
    }

    [Theory]
    [InlineData("0644", false, "can read it (mode 0644)")]
    [InlineData("0444", false, "can read it (mode 0444)")]
    [InlineData("0666", false, "can change it (mode 0666)")]
    [InlineData("0666", true, "can change it (mode 0666)")]
    [InlineData("0602", true, "can change it (mode 0602)")]
    public void AFileForEverybody_IsRefused(string mode, bool allowWorldReadable, string expected)
    {
        var path = _folder.Write("secret", "v4lu3", Mode(mode));

        var error = Assert.Throws<SecretsException>(() => SecretFileAccess.RequirePrivate(path, allowWorldReadable, "Some.Option"));

        Assert.Equal(SecretsErrorCode.InvalidInput, error.Code);
        Assert.Contains(expected, error.Message);
        Assert.Contains($"chmod 600 '{path}'", error.Message);
        Assert.Equal(expected.Contains("read", StringComparison.Ordinal), error.Message.Contains("set Some.Option to true", StringComparison.Ordinal));
        Assert.DoesNotContain("v4lu3", error.ToString());
    }

    [Fact]
    public void ALink_CountsAsTheFileBehindIt()
    {
        var open = _folder.Write("open", "x", Mode("0644"));
        var hidden = _folder.Write("hidden", "x", Mode("0600"));
        File.CreateSymbolicLink(_folder.PathOf("to-open-really"), open);
        File.CreateSymbolicLink(_folder.PathOf("to-open"), "to-open-really");
        File.CreateSymbolicLink(_folder.PathOf("to-hidden"), hidden);

        SecretFileAccess.RequirePrivate(_folder.PathOf("to-hidden"), false, "Some.Option");
        Assert.Throws<SecretsException>(() => SecretFileAccess.RequirePrivate(_folder.PathOf("to-open"), false, "Some.Option"));
    }

    [Fact]
    public void AMissingFile_IsNotFound() =>
        Assert.Throws<FileNotFoundException>(() => SecretFileAccess.RequirePrivate(_folder.PathOf("none"), false, "Some.Option"));

    public void Dispose() => _folder.Dispose();

    private static UnixFileMode Mode(string octal) => (UnixFileMode)Convert.ToInt32(octal, 8);
}
