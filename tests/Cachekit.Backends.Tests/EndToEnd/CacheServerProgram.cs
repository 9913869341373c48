using System.Globalization;
using System.Reflection;
using Cachekit.TestSupport.Servers;

namespace Cachekit.Backends.Tests.EndToEnd;

/// <summary>The sample of the cache server as a program of its own, so that it can be frozen and killed.</summary>
internal sealed class CacheServerProgram : ServerProcess
{
    public const string ApiKey = "ck_live_of-the-outage-tests";

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("cachekit-home-");

    private CacheServerProgram()
        : base("env")
    {
    }

    public string CertificateFile => Path.Join(_home.FullName, ".local", "share", "cachekit-server", "localhost.pem");

    public static async Task<CacheServerProgram> StartAsync()
    {
        var server = new CacheServerProgram();
        await server.StartOnFreePortAsync();
        return server;
    }

    protected override IEnumerable<string> Arguments(int port) =>
    [
        "-u", "XDG_DATA_HOME", "HOME=" + _home.FullName, Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
        Path.Join(Metadata("SamplesDirectory"), "CacheServer", "bin", Metadata("Configuration"), "net10.0", "CacheServer.dll"),
        string.Create(CultureInfo.InvariantCulture, $"--urls=https://127.0.0.1:{port}"), "--Cachekit:Server:Keys:0:Key=" + ApiKey, "--Cachekit:Server:Keys:0:Tenant=tests",
    ];

    protected override bool Announces(string line) => line.Contains("Application started", StringComparison.Ordinal);

    protected override void Cleanup() => _home.Delete(recursive: true);

    private static string Metadata(string key) =>
        typeof(CacheServerProgram).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
