using Cachekit.Resilience;
using static Cachekit.Telemetry.CounterDefinition;

namespace Cachekit.Telemetry;

/// <summary>All counters.</summary>
internal static class CounterDefinitions
{
    internal static readonly CounterDefinition[] All =
    [
        OfMethods("cachekit.requests", "{request}", "Calls of cached methods, by how they were answered.", static (method, sum) =>
        {
            var staleLocal = method.Read(MethodCounter.StaleLocalHits);
            var staleBackend = method.Read(MethodCounter.StaleBackendHits);
            sum.Add(method.Tags, method.FreshLocalHits(), (TagNames.Result, "hit"), (TagNames.Layer, "local"));
            sum.Add(method.Tags, Math.Max(0, method.Read(MethodCounter.BackendHits) - staleBackend), (TagNames.Result, "hit"), (TagNames.Layer, "backend"));
            sum.AddCount(method.Tags, staleLocal, (TagNames.Result, "stale_hit"), (TagNames.Layer, "local"));
            sum.AddCount(method.Tags, staleBackend, (TagNames.Result, "stale_hit"), (TagNames.Layer, "backend"));
            sum.Add(method.Tags, method.Read(MethodCounter.Misses), (TagNames.Result, "miss"));
        }),
        OfMethods("cachekit.refreshes", "{refresh}", "Refreshes in the background, by how they ended.", static (method, sum) =>
        {
            sum.AddCount(method.Tags, method.Read(MethodCounter.RefreshesSucceeded), (TagNames.Outcome, "success"));
            sum.AddCount(method.Tags, method.Read(MethodCounter.RefreshesFailed), (TagNames.Outcome, "failure"));
            foreach (var reason in Enum.GetValues<RefreshSkipReason>())
            {
                sum.AddCount(method.Tags, method.RefreshesSkipped(reason), (TagNames.Outcome, "skipped"), (TagNames.Reason, TagNames.Of(reason)));
            }
        }),
        OfMethods("cachekit.fail_safe.hits", "{request}", "Calls that got a stale value because the body failed.",
            static (method, sum) => sum.AddCount(method.Tags, method.Read(MethodCounter.FailSafeServed))),
        OfMethods("cachekit.timeouts", "{timeout}", "Bodies that took longer than the soft or the hard timeout.", static (method, sum) =>
        {
            sum.AddCount(method.Tags, method.Read(MethodCounter.SoftTimeouts), (TagNames.Kind, "soft"));
            sum.AddCount(method.Tags, method.Read(MethodCounter.HardTimeouts), (TagNames.Kind, "hard"));
        }),
        OfMethods("cachekit.locks", "{lock}", "Waits of misses for the lock of their key, by how they ended.", static (method, sum) =>
        {
            foreach (var outcome in Enum.GetValues<LockOutcome>())
            {
                sum.AddCount(method.Tags, method.Locks(outcome), (TagNames.Outcome, TagNames.Of(outcome)));
            }
        }),
        OfMethods("cachekit.bodies", "{run}", "Runs of the uncached bodies.", static (method, sum) =>
        {
            var failures = method.Read(MethodCounter.BodyFailures);
            sum.AddCount(method.Tags, method.Read(MethodCounter.BodyRuns) - failures, (TagNames.Outcome, "success"));
            sum.AddCount(method.Tags, failures, (TagNames.Outcome, "failure"));
        }),
        OfMethods("cachekit.io", "By", "Bytes that were read from and written to backends.", static (method, sum) =>
        {
            sum.AddCount(method.Tags, method.Read(MethodCounter.BytesRead), (TagNames.Direction, "read"));
            sum.AddCount(method.Tags, method.Read(MethodCounter.BytesWritten), (TagNames.Direction, "write"));
        }),
        OfMethods("cachekit.decrypt.failures", "{failure}", "Entries that could not be decrypted.", static (method, sum) =>
        {
            foreach (var kind in Enum.GetValues<EncryptionErrorKind>())
            {
                foreach (var layer in Enum.GetValues<CacheLayer>())
                {
                    sum.AddCount(method.Tags, method.DecryptFailures(kind, layer), (TagNames.Reason, TagNames.Of(kind)), (TagNames.Layer, TagNames.Of(layer)));
                }
            }
        }),
        OfMethods("cachekit.decode.failures", "{failure}", "Entries that were no values of their method.", static (method, sum) =>
        {
            sum.AddCount(method.Tags, method.Read(MethodCounter.UndecodableLocal), (TagNames.Layer, "local"));
            sum.AddCount(method.Tags, method.Read(MethodCounter.UndecodableBackend), (TagNames.Layer, "backend"));
        }),
        OfMethods("cachekit.values.too_large", "{value}", "Values that were returned but not cached, because they are above the limit.",
            static (method, sum) => sum.AddCount(method.Tags, method.Read(MethodCounter.TooLarge))),
        OfMethods("cachekit.invalidations", "{invalidation}", "What was made invalid, by this process and by messages of others.", static (method, sum) =>
        {
            foreach (var kind in Enum.GetValues<InvalidationScope>())
            {
                sum.AddCount(method.Tags, method.Invalidations(kind, remote: false), (TagNames.Kind, TagNames.Of(kind)), (TagNames.Origin, "local"));
                sum.AddCount(method.Tags, method.Invalidations(kind, remote: true), (TagNames.Kind, TagNames.Of(kind)), (TagNames.Origin, "remote"));
            }
        }),
        OfMethods("cachekit.batches", "{batch}", "Calls of methods that answer many keys at once.",
            static (method, sum) => sum.AddCount(method.Tags, method.Read(MethodCounter.Batches))),
        OfMethods("cachekit.batch.items", "{item}", "Keys that such calls asked for.", static (method, sum) =>
        {
            sum.AddCount(method.Tags, method.Read(MethodCounter.BatchHits), (TagNames.Result, "hit"));
            sum.AddCount(method.Tags, method.Read(MethodCounter.BatchMisses), (TagNames.Result, "miss"));
        }),
        OfMethods("cachekit.local.evictions", "{entry}", "Entries that left memory because of the budget, or that were dead and gave their room back.", static (method, sum) =>
        {
            sum.AddCount(method.Tags, method.Store?.Evicted ?? 0, (TagNames.Reason, "capacity"));
            sum.AddCount(method.Tags, method.Store?.Reclaimed ?? 0, (TagNames.Reason, "expired"));
        }),
        OfBackends("cachekit.backend.errors", "{error}", "Operations of a backend that failed, by class.", static (backend, sum) =>
        {
            foreach (var kind in Enum.GetValues<BackendErrorKind>())
            {
                sum.AddCount(backend.Tags, backend.Errors(kind), (TagNames.ErrorType, TagNames.Of(kind)));
            }

            sum.AddCount(backend.Tags, backend.TooLarge, (TagNames.ErrorType, "value_too_large"));
        }),
        OfBackends("cachekit.backend.refusals", "{operation}", "Operations that were not let through to a backend.", static (backend, sum) =>
        {
            sum.AddCount(backend.Tags, backend.Status?.BreakerRefusals ?? 0, (TagNames.Reason, BackendErrors.CircuitOpen));
            sum.AddCount(backend.Tags, backend.Status?.QueueRefusals ?? 0, (TagNames.Reason, BackendErrors.Backpressure));
        }),
        OfBackends("cachekit.backend.retries", "{retry}", "Operations of a backend that were tried again.",
            static (backend, sum) => sum.AddCount(backend.Tags, backend.Status?.Retries ?? 0)),
        OfBackends("cachekit.backend.notifications", "{message}", "Messages between processes about what is invalid.", static (backend, sum) =>
        {
            sum.AddCount(backend.Tags, backend.Sent, (TagNames.Direction, "sent"));
            sum.AddCount(backend.Tags, backend.Received, (TagNames.Direction, "received"));
        }),
        OfBackends("cachekit.backend.notification.gaps", "{gap}", "Times in which messages may have been missed.",
            static (backend, sum) => sum.AddCount(backend.Tags, backend.Gaps)),
    ];
}
