using System.Runtime.CompilerServices;

namespace Cachekit.Generators.Tests.Infrastructure;

/// <summary>
/// Compares generated text with a checked-in <c>*.verified.cs</c>. A difference writes <c>*.received.cs</c> beside it and fails; to accept
/// it on purpose, run the tests with <c>CACHEKIT_ACCEPT_SNAPSHOTS=1</c> and review the difference.
/// </summary>
internal static class Snapshot
{
    public static void Match(string text, string name, [CallerFilePath] string testFile = "")
    {
        var folder = Path.GetDirectoryName(testFile)!;
        var verified = Path.Combine(folder, name + ".verified.cs");
        var received = Path.Combine(folder, name + ".received.cs");
        if (Environment.GetEnvironmentVariable("CACHEKIT_ACCEPT_SNAPSHOTS") == "1")
        {
            File.WriteAllText(verified, text);
            File.Delete(received);
            return;
        }

        var expected = File.Exists(verified) ? File.ReadAllText(verified).Replace("\r\n", "\n", StringComparison.Ordinal) : null;
        if (expected != text)
        {
            File.WriteAllText(received, text);
            Assert.Fail($"{name}.received.cs differs from {name}.verified.cs; accept it with CACHEKIT_ACCEPT_SNAPSHOTS=1 if it is meant.{Environment.NewLine}{text}");
        }

        File.Delete(received);
    }
}
