using Cachekit.CompilerServices;
using Microsoft.Extensions.DependencyInjection;

namespace Cachekit.DependencyInjection;

/// <summary>The instance on which a background refresh runs, with the scope that it came from.</summary>
/// <remarks>
/// The instance whose call started the refresh may hold what ends with a request, a <c>DbContext</c> for example. So where its class comes from the
/// host's services, the refresh gets one of its own from a scope of its own, which ends with the refresh.
/// </remarks>
internal readonly struct RefreshedOwner : IAsyncDisposable
{
    private readonly AsyncServiceScope? _scope;

    private RefreshedOwner(AsyncServiceScope? scope) => _scope = scope;

    /// <summary>Moves a body to such an instance, where there is one.</summary>
    /// <exception cref="InvalidOperationException">The services could not make the instance.</exception>
    internal static async ValueTask<(RefreshedOwner Owner, TBody Body)> ForAsync<TKey, TBody>(CachekitRuntime runtime, BackgroundRefresh mode, TBody body)
        where TKey : struct, ICacheKey<TKey>
        where TBody : struct
    {
        if (mode is not BackgroundRefresh.Auto
            || runtime.Settings.Services is not { } services
            || body is not IOwnedBody<TKey, TBody> { OwnerType: { } type } owned
            || services.GetService<RegisteredServices>() is not { } registered)
        {
            return (default, body);
        }

        var scope = services.CreateAsyncScope();
        try
        {
            if (registered.Find(scope.ServiceProvider, type) is { } instance)
            {
                return (new RefreshedOwner(scope), owned.MovedTo(instance));
            }
        }
        catch
        {
            await scope.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        // It was made by hand.
        await scope.DisposeAsync().ConfigureAwait(false);
        return (default, body);
    }

    public ValueTask DisposeAsync() => _scope?.DisposeAsync() ?? default;
}
