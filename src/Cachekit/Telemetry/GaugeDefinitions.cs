using static Cachekit.Telemetry.CounterDefinition;

namespace Cachekit.Telemetry;

/// <summary>What goes up and down and can be added up.</summary>
internal static class GaugeDefinitions
{
    internal static readonly CounterDefinition[] UpDown =
    [
        OfMethods("cachekit.local.entries", "{entry}", "Entries in memory.", static (method, sum) => sum.Add(method.Tags, method.Store?.Count ?? 0)),
        OfMethods("cachekit.local.size", "By", "What the entries in memory count.", static (method, sum) => sum.Add(method.Tags, method.Store?.Bytes ?? 0)),
        new("cachekit.local.limit", "By", "What all entries of a namespace in memory may count.", static (runtime, sum) =>
        {
            foreach (var (tags, budget) in runtime.LocalBudgets())
            {
                sum.Add(tags, budget);
            }
        }),
        OfBackends("cachekit.backend.running", "{operation}", "Operations of a backend that run.", static (backend, sum) =>
        {
            if (backend.Status is { } status)
            {
                sum.Add(backend.Tags, status.Running);
            }
        }),
        OfBackends("cachekit.backend.queued", "{operation}", "Operations that wait to run.", static (backend, sum) =>
        {
            if (backend.Status is { } status)
            {
                sum.Add(backend.Tags, status.Queued);
            }
        }),
    ];
}
