using System.Globalization;

namespace Cachekit.Fleet;

/// <summary>What the members of the fleet cache: the number in a file, which is the truth, and a slow answer.</summary>
/// <param name="runtime">The cache.</param>
/// <param name="truth">The file; a writer replaces it in one step.</param>
/// <param name="bodyTime">How long the slow body takes.</param>
/// <param name="onBody">Is told of every run of the slow body.</param>
internal sealed partial class Shop(CachekitRuntime runtime, string truth, TimeSpan bodyTime, Action<int>? onBody = null)
{
    [Cache(Preset.Production, Ttl = "1h")]
    public partial ValueTask<long> ReadAsync(int shelf, CancellationToken cancellationToken = default);

    // Who waits longer than this for another member makes the value too: a busy machine must not come near it.
    [Cache(Preset.Production, Ttl = "1h", LockWait = "45s")]
    public partial ValueTask<string> MakeAsync(int id, CancellationToken cancellationToken = default);

    [Invalidates(nameof(ReadAsync))]
    public partial Task WriteAsync(int shelf, long number);

    private ValueTask<long> ReadCoreAsync(int shelf, CancellationToken cancellationToken) =>
        new(long.Parse(File.ReadAllText($"{truth}.{shelf}"), CultureInfo.InvariantCulture));

    private async ValueTask<string> MakeCoreAsync(int id, CancellationToken cancellationToken)
    {
        onBody?.Invoke(id);
        await Task.Delay(bodyTime, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        return $"made by {Environment.ProcessId}";
    }

    private Task WriteCoreAsync(int shelf, long number)
    {
        Put(truth, shelf, number);
        return Task.CompletedTask;
    }

    internal static void Put(string truth, int shelf, long number)
    {
        var temporary = $"{truth}.{shelf}.{Environment.ProcessId}";
        File.WriteAllText(temporary, number.ToString(CultureInfo.InvariantCulture));
        File.Move(temporary, $"{truth}.{shelf}", overwrite: true);
    }
}
