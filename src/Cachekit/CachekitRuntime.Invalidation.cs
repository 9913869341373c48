using Cachekit.CompilerServices;
using Cachekit.Invalidation;
using Cachekit.Keys;
using Cachekit.Local;
using Cachekit.Pipeline;
using Cachekit.Telemetry;

namespace Cachekit;

public sealed partial class CachekitRuntime
{
    // A tag's marker has to outlive the entries that it outdates, and those of other processes can have other lives than the methods here.
    private static readonly TimeSpan ShortestTagLife = TimeSpan.FromDays(30);

    private readonly Dictionary<ICacheBackend, InvalidationHub> _hubs = new(ReferenceEqualityComparer.Instance);

    /// <summary>Makes all entries of a namespace invalid, in all processes that share the backends.</summary>
    /// <remarks>
    /// <para>Other processes stop using them as soon as a message tells them. Where there are no messages, they stop using what is in a backend at most a second later, and what they
    /// hold in memory at the end of its life there, or with the next poll (<see cref="InvalidationOptions.PollInterval"/>).</para>
    /// <para>Entries of methods without <see cref="CacheSettingsAttribute.NamespaceIndex"/> do not obey the namespace: of those the methods that this runtime has used are invalidated.</para>
    /// </remarks>
    /// <param name="ns">The namespace; <see langword="null"/>: all methods that have none.</param>
    /// <param name="cancellationToken">Ends the wait; memory is clean then, the backends may or may not be.</param>
    /// <exception cref="CacheBackendException">A backend failed; this process does not use the entries any more, but other ones may, until the backend works again. Always so where the
    /// namespace has entries that are shared with other SDKs and the backend is no <see cref="IPrefixCacheBackend"/>.</exception>
    public ValueTask InvalidateNamespaceAsync(string? ns, CancellationToken cancellationToken = default) => InvalidateNamespacesAsync([ns], cancellationToken);

    /// <summary>Makes all entries of several namespaces invalid, in all processes that share the backends.</summary>
    /// <inheritdoc cref="InvalidateNamespaceAsync" path="/remarks"/>
    /// <param name="namespaces">The namespaces; <see langword="null"/> in it: all methods that have none.</param>
    /// <param name="cancellationToken">Ends the wait; memory is clean then, the backends may or may not be.</param>
    /// <exception cref="CacheBackendException">A backend failed for one of them: the others are invalidated all the same.</exception>
    public async ValueTask InvalidateNamespacesAsync(IEnumerable<string?> namespaces, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(namespaces);
        string?[] all = [.. namespaces];
        CacheBackendException? failure = null;
        foreach (var ns in all)
        {
            try
            {
                failure = await RaiseNamespaceAsync(ns, cancellationToken).ConfigureAwait(false) ?? failure;
            }
            finally
            {
                InvalidateLocally(ns);
            }

            foreach (var hub in AllHubs())
            {
                await hub.TellAsync(
                    InvalidationKind.Namespaces, scope: 0, [TargetHash.OfNamespace(ns)], StampClock.Next(TimeProvider), hub.GenerationOf(ns), cancellationToken).ConfigureAwait(false);
            }
        }

        if (failure is not null)
        {
            throw failure;
        }

        if (Array.Find(all, ns => Array.Exists(MethodsOf(ns), static method => method.LeavesSharedEntries)) is { } left)
        {
            throw SharedEntries.CannotAllGo($"the namespace '{left}'");
        }
    }

    /// <summary>Makes all entries with a tag invalid, whatever their methods and namespaces, in all processes that share the backends.</summary>
    /// <remarks>
    /// Other processes stop using them as soon as a message tells them. Where there are no messages, they stop using what is in a backend at most a second later, and what they
    /// hold in memory at the end of its life there, or with the next poll (<see cref="InvalidationOptions.PollInterval"/>).
    /// </remarks>
    /// <param name="tag">The tag, 1 to 256 characters; compared ordinally.</param>
    /// <param name="cancellationToken">Ends the wait; memory is clean then, the backends may or may not be.</param>
    /// <exception cref="CacheKeyException">It has no character, or more than 256.</exception>
    /// <exception cref="CacheBackendException">A backend failed; this process does not use the entries any more, but other ones may, until the backend works again.</exception>
    public ValueTask InvalidateTagAsync(string tag, CancellationToken cancellationToken = default) => InvalidateTagsAsync([tag], cancellationToken);

    /// <summary>Makes all entries with at least one of several tags invalid.</summary>
    /// <inheritdoc cref="InvalidateTagAsync" path="/remarks"/>
    /// <param name="tags">The tags, each 1 to 256 characters; compared ordinally.</param>
    /// <param name="cancellationToken">Ends the wait; memory is clean then, the backends may or may not be.</param>
    /// <exception cref="CacheKeyException">One of them has no character, or more than 256; nothing was done.</exception>
    /// <exception cref="CacheBackendException">A backend failed for one of them: the others are invalidated all the same.</exception>
    public async ValueTask InvalidateTagsAsync(IEnumerable<string> tags, CancellationToken cancellationToken = default)
    {
        var all = RequireTags(tags);
        CacheBackendException? failure = null;
        foreach (var hub in AllHubs())
        {
            failure = await RaiseTagsAsync(hub, all, cancellationToken).ConfigureAwait(false) ?? failure;
        }

        InvalidateLocally(all);
        foreach (var hub in AllHubs())
        {
            await hub.TellAsync(InvalidationKind.Tags, scope: 0, all.ConvertAll(TargetHash.OfTag).ToArray(), StampClock.Next(TimeProvider), hub.GenerationOfTags, cancellationToken)
                .ConfigureAwait(false);
        }

        if (failure is not null)
        {
            throw failure;
        }
    }

    /// <inheritdoc cref="InvalidateTagAsync"/>
    internal void InvalidateTag(string tag)
    {
        var all = RequireTags([tag]);
        CacheBackendException? failure = null;
        foreach (var hub in AllHubs())
        {
            var marker = hub.Tags.For(tag);
            var life = TagLife(hub);
            try
            {
                marker.Raise(hub.Port, life);
            }
            catch (CacheBackendException exception)
            {
                hub.Remember(InvalidationKind.Tags, TargetHash.OfTag(tag), marker, life);
                failure ??= exception;
            }
        }

        InvalidateLocally(all);
        foreach (var hub in AllHubs())
        {
            hub.Tell(InvalidationKind.Tags, scope: 0, [TargetHash.OfTag(tag)], StampClock.Next(TimeProvider), hub.GenerationOfTags);
        }

        if (failure is not null)
        {
            throw failure;
        }
    }

    /// <summary>What the runtime and a backend have to do with invalidation; one for each backend.</summary>
    internal InvalidationHub HubFor(ICacheBackend backend)
    {
        lock (_lock)
        {
            if (!_hubs.TryGetValue(backend, out var hub))
            {
                hub = new InvalidationHub(PortsOf(backend).Resilient, Settings.PollInterval, Logger);
                _hubs.Add(backend, hub);
                if (_disposed)
                {
                    hub.Dispose();
                }
            }

            return hub;
        }
    }

    /// <summary>Completes when the runtime hears what other processes invalidate, as far as it will; for tests.</summary>
    internal Task ListeningAsync() => Task.WhenAll(AllHubs().Select(static hub => hub.Ready));

    private InvalidationHub[] AllHubs() => [.. AllBackends().Select(HubFor)];

    private static List<string> RequireTags(IEnumerable<string> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        return [.. tags.Select(static tag => TagText.Require(tag, nameof(InvalidateTagAsync))).Distinct(StringComparer.Ordinal)];
    }

    /// <returns>The first failure: the other tags are invalidated all the same.</returns>
    private async ValueTask<CacheBackendException?> RaiseTagsAsync(InvalidationHub hub, List<string> tags, CancellationToken cancellationToken)
    {
        CacheBackendException? failure = null;
        var life = TagLife(hub);
        var done = 0;
        try
        {
            for (; done < tags.Count; done++)
            {
                try
                {
                    await hub.Tags.For(tags[done]).RaiseAsync(hub.Port, life, cancellationToken).ConfigureAwait(false);
                }
                catch (CacheBackendException exception)
                {
                    hub.Remember(InvalidationKind.Tags, TargetHash.OfTag(tags[done]), hub.Tags.For(tags[done]), life);
                    failure ??= exception;
                }
            }
        }
        catch (OperationCanceledException)
        {
            foreach (var tag in tags.Skip(done))
            {
                hub.Tags.For(tag).Rise();
                hub.Remember(InvalidationKind.Tags, TargetHash.OfTag(tag), hub.Tags.For(tag), life);
            }

            InvalidateLocally(tags);
            throw;
        }

        return failure;
    }

    private TimeSpan? TagLife(InvalidationHub hub)
    {
        TimeSpan? life = ShortestTagLife;
        foreach (var method in BoundMethods.OfType<IBoundMethod>().Where(method => ReferenceEquals(method.Backend, hub.Backend)))
        {
            if (method.MarkerLife is not { } own)
            {
                return null;
            }

            life = own > life ? own : life;
        }

        return life;
    }

    /// <returns>The first failure: the other backends are told all the same.</returns>
    private async ValueTask<CacheBackendException?> RaiseNamespaceAsync(string? ns, CancellationToken cancellationToken)
    {
        CacheBackendException? failure = null;

        // The namespaces of shared entries may have dots, and there is no marker for them.
        var isOnlyShared = !CacheKeyText.IsNamespace(ns) && InteropSegments.Problem(ns, "any") is null;
        if (!isOnlyShared)
        {
            failure = await RaiseAsync(ns, cancellationToken).ConfigureAwait(false);
        }

        foreach (var method in MethodsOf(ns))
        {
            try
            {
                await method.RaiseUnlessIndexedAsync(cancellationToken).ConfigureAwait(false);
                await method.DeleteSharedAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (CacheBackendException exception)
            {
                failure ??= exception;
            }
        }

        return failure;
    }

    /// <returns>The first failure: the other backends are told all the same.</returns>
    private async ValueTask<CacheBackendException?> RaiseAsync(string? ns, CancellationToken cancellationToken)
    {
        CacheBackendException? failure = null;
        var key = CacheKeyText.CreateMarker(ns);
        foreach (var port in AllBackends().ConvertAll(backend => PortsOf(backend).Resilient))
        {
            var marker = port.Marker(key);
            try
            {
                await marker.RaiseAsync(port, life: null, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                HubFor(port.Backend).Remember(InvalidationKind.Namespaces, TargetHash.OfNamespace(ns), marker, life: null);
                if (exception is not CacheBackendException failed)
                {
                    throw;
                }

                failure ??= failed;
            }
        }

        return failure;
    }

    private void InvalidateLocally(string? ns)
    {
        LocalNamespace? local;
        lock (_lock)
        {
            _namespaces.TryGetValue(ns ?? "", out local);
        }

        local?.InvalidateAll(Epoch.Next());
        foreach (var method in MethodsOf(ns))
        {
            method.DetachFlights();
            method.Telemetry.Invalidated(InvalidationScope.Namespace);
        }
    }

    private void InvalidateLocally(List<string> tags)
    {
        foreach (var tag in tags)
        {
            var hash = TargetHash.OfTag(tag);
            foreach (var method in BoundMethods.OfType<IBoundMethod>())
            {
                method.InvalidateTag(hash);
            }
        }
    }
}
