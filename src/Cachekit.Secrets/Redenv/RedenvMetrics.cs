using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Cachekit.Secrets;

/// <summary>What a client counts, by the meter <c>Cachekit.Secrets</c>.</summary>
internal static class RedenvMetrics
{
    public const string MeterName = "Cachekit.Secrets";

    private static readonly Meter Meter = new(MeterName, typeof(RedenvMetrics).Assembly.GetName().Version?.ToString());

    private static readonly Counter<long> LoadCount = Meter.CreateCounter<long>(
        "cachekit.secrets.loads", "{load}", "Loads by outcome: hit (fresh from memory), stale (from memory, while it is made anew) or miss (waited for the store).");

    private static readonly Counter<long> RequestCount = Meter.CreateCounter<long>(
        "cachekit.secrets.store.requests", "{request}", "What the store was asked, by operation; a repetition counts no further.");

    private static readonly Counter<long> FailureCount = Meter.CreateCounter<long>(
        "cachekit.secrets.failures", "{failure}", "What failed, by operation and code.");

    private static readonly Counter<long> SnapshotCount = Meter.CreateCounter<long>(
        "cachekit.secrets.snapshots", "{snapshot}", "Snapshots by what was done with them: used, written, refused or failed.");

    private static readonly Histogram<double> ReadDuration = Meter.CreateHistogram<double>(
        "cachekit.secrets.load.duration", "s", "How long reading the store and decrypting took.");

    public static void Loaded(RedenvSettings settings, string outcome)
    {
        if (LoadCount.Enabled)
        {
            LoadCount.Add(1, Tags(settings, "outcome", outcome));
        }
    }

    public static void Asks(RedenvSettings settings, IRedenvStore store, string operation)
    {
        var tags = Tags(settings, "operation", operation);
        tags.Add("store", store.Kind);
        RequestCount.Add(1, tags);
    }

    public static void Failed(RedenvSettings settings, string operation, SecretsException exception)
    {
        var tags = Tags(settings, "operation", operation);
        tags.Add("code", exception.CodeName);
        FailureCount.Add(1, tags);
    }

    public static void Snapshot(RedenvSettings settings, string what) => SnapshotCount.Add(1, Tags(settings, "result", what));

    public static void Read(RedenvSettings settings, TimeSpan duration) =>
        ReadDuration.Record(duration.TotalSeconds, new("project", settings.Project), new("environment", settings.Environment));

    private static TagList Tags(RedenvSettings settings, string name, string value) => new()
    {
        { "project", settings.Project },
        { "environment", settings.Environment },
        { name, value },
    };
}
