namespace Cachekit.AspNetCore;

/// <summary><c>/v1/cache/{key}/ttl</c>.</summary>
internal sealed class TtlEndpoint(EntryStore store)
{
    public ValueTask<Refusal?> HandleAsync(ServerRequest request) => request.Method == "PATCH" ? PatchAsync(request) : GetAsync(request);

    private async ValueTask<Refusal?> GetAsync(ServerRequest request)
    {
        using var entry = await store.FindAsync(request.StorageKey, request.Deadline.Reading).ConfigureAwait(false);
        if (entry is null)
        {
            return Refusals.NotFound;
        }

        var seconds = entry.Times.IsPermanent ? "null" : Answers.Text(entry.Times.SecondsToEviction(entry.Now));
        await Answers.JsonAsync(request.Http.Response, $$"""{"ttl":{{seconds}}}""").ConfigureAwait(false);
        return null;
    }

    private async ValueTask<Refusal?> PatchAsync(ServerRequest request)
    {
        var (refusal, ttl) = await RequestBodies.ReadNumberAsync(request.Http.Request, "ttl", request.Deadline.Reading).ConfigureAwait(false);
        if (ttl is not (>= 1 and <= ServerLimits.MaxTtl))
        {
            return refusal ?? Refusals.TtlBody;
        }

        switch (await store.RenewAsync(request.StorageKey, (int)ttl, request.Deadline.Changing).ConfigureAwait(false))
        {
            case RenewalOutcome.Stale:
                return Refusals.Stale;
            case RenewalOutcome.TooLong:
                return Refusals.TotalTtl;
            default:
                await Answers.SuccessAsync(request.Http.Response).ConfigureAwait(false);
                return null;
        }
    }
}
