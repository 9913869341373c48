using System.Diagnostics.CodeAnalysis;
using Cachekit;
using Cachekit.CompilerServices;
using Cachekit.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers services whose methods a generated decorator caches, see <see cref="CacheDecoratorAttribute"/>.</summary>
public static class CacheDecoratorServiceCollectionExtensions
{
    /// <summary>Registers a class, and under an interface the decorator that stands before it.</summary>
    /// <remarks>
    /// <para>The class itself is registered too, unless it already is: whoever asks for the class gets the object without the cache. The container makes it and disposes
    /// of it; the decorator has the same life.</para>
    /// <para>The decorator uses the <see cref="CachekitRuntime"/> of the services (<c>AddCachekit</c>), or the ambient one where none is registered.</para>
    /// <para>Calling it for several classes registers several services of the interface, as for any other service.</para>
    /// </remarks>
    /// <typeparam name="TService">The interface.</typeparam>
    /// <typeparam name="TImplementation">The class; it or the interface has <see cref="CacheDecoratorAttribute"/>.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="lifetime">How long an object lives: by default as long as its scope, which is safe for classes that use a <c>DbContext</c>. Entries of the cache live on.</param>
    /// <returns>The services.</returns>
    /// <exception cref="InvalidOperationException">There is no decorator; the message says what is missing.</exception>
    public static IServiceCollection AddCached<TService, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TImplementation>(
        this IServiceCollection services, ServiceLifetime lifetime = ServiceLifetime.Scoped)
        where TService : class
        where TImplementation : class, TService
    {
        ArgumentNullException.ThrowIfNull(services);
        return Add(services, typeof(TService), typeof(TImplementation), lifetime, DecoratorErrors.Require(typeof(TService), typeof(TImplementation)));
    }

    /// <summary>Registers a class, and under an interface a decorator that is named: the way for generic types, whose decorators cannot be found without reflection.</summary>
    /// <remarks><inheritdoc cref="AddCached{TService, TImplementation}(IServiceCollection, ServiceLifetime)" path="/remarks"/></remarks>
    /// <typeparam name="TService">The interface, for example <c>IRepository&lt;Order&gt;</c>.</typeparam>
    /// <typeparam name="TImplementation">The class.</typeparam>
    /// <typeparam name="TDecorator">The generated decorator, for example <c>RepositoryCached&lt;Order&gt;</c>.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="lifetime">How long an object lives, by default as long as its scope.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddCached<TService, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TImplementation, TDecorator>(
        this IServiceCollection services, ServiceLifetime lifetime = ServiceLifetime.Scoped)
        where TService : class
        where TImplementation : class, TService
        where TDecorator : class, TService, ICacheDecorator<TDecorator>
    {
        ArgumentNullException.ThrowIfNull(services);
        return Add(services, typeof(TService), typeof(TImplementation), lifetime, static (inner, runtime) => TDecorator.Create(inner, runtime));
    }

    /// <summary>Puts a decorator before a service that is registered already, for example by <c>AddHttpClient&lt;IProductStore, ProductStore&gt;()</c>.</summary>
    /// <remarks>Of several services of the interface it is the last one, which callers get. It keeps its lifetime, and the container still disposes of it.</remarks>
    /// <typeparam name="TService">The interface.</typeparam>
    /// <param name="services">The services.</param>
    /// <returns>The services.</returns>
    /// <exception cref="InvalidOperationException">The service is not registered, or has no decorator; the message says what is missing.</exception>
    public static IServiceCollection DecorateWithCache<TService>(this IServiceCollection services)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(services);
        for (var i = services.Count - 1; i >= 0; i--)
        {
            if (services[i] is { IsKeyedService: false } found && found.ServiceType == typeof(TService))
            {
                // A made decorator stands before what has a key of its own from now on, so that the container still makes it and disposes of it.
                var create = DecoratorErrors.Require(typeof(TService), found.ImplementationType ?? found.ImplementationInstance?.GetType());
                var key = new object();
                services.Add(WithKey(found, key));
                services[i] = ServiceDescriptor.Describe(
                    typeof(TService), provider => create(provider.GetRequiredKeyedService<TService>(key), provider.GetService<CachekitRuntime>()), found.Lifetime);
                return services;
            }
        }

        throw DecoratorErrors.NotRegistered(typeof(TService));
    }

    private static IServiceCollection Add(
        IServiceCollection services,
        Type service,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] Type implementation,
        ServiceLifetime lifetime,
        Func<object, CachekitRuntime?, object> create)
    {
        services.TryAdd(ServiceDescriptor.Describe(implementation, implementation, lifetime));
        services.Add(ServiceDescriptor.Describe(
            service, provider => create(provider.GetRequiredService(implementation), provider.GetService<CachekitRuntime>()), lifetime));
        return services;
    }

    private static ServiceDescriptor WithKey(ServiceDescriptor found, object key) =>
        found.ImplementationInstance is { } instance ? new ServiceDescriptor(found.ServiceType, key, instance)
        : found.ImplementationFactory is { } factory ? new ServiceDescriptor(found.ServiceType, key, (provider, _) => factory(provider), found.Lifetime)
        : new ServiceDescriptor(found.ServiceType, key, found.ImplementationType!, found.Lifetime);
}
