namespace Cachekit.DependencyInjection;

/// <summary>A host's turn as the one whose runtime is the ambient one.</summary>
/// <param name="runtime">The host's runtime.</param>
/// <param name="before">What was ambient before.</param>
/// <param name="under">The turn of the host that started before and has not stopped yet, if there is one.</param>
internal sealed class AmbientPlace(CachekitRuntime runtime, CachekitRuntime? before, AmbientPlace? under)
{
    internal CachekitRuntime Runtime { get; } = runtime;

    internal AmbientPlace? Under { get; } = under;

    internal bool HasLeft { get; set; }

    private CachekitRuntime? Before { get; } = before;

    /// <summary>What was ambient before this host and those that have stopped meanwhile.</summary>
    internal CachekitRuntime? Below()
    {
        var below = Before;
        for (var place = Under; place is not null; place = place.Under)
        {
            if (place.HasLeft && ReferenceEquals(below, place.Runtime))
            {
                below = place.Before;
            }
        }

        return below;
    }
}
