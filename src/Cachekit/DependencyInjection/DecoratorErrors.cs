using Cachekit.CompilerServices;

namespace Cachekit.DependencyInjection;

/// <summary>What is said where a service has no decorator.</summary>
internal static class DecoratorErrors
{
    /// <summary>What makes the decorator of a class under an interface.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    internal static Func<object, CachekitRuntime?, object> Require(Type service, Type? implementation) =>
        CacheDecorators.Find(service, implementation) ?? throw Missing(service, implementation);

    internal static InvalidOperationException NotRegistered(Type service) =>
        new($"'{service}' is not registered, so there is nothing to put a cache before: register it first, or call AddCached<{service.Name}, ...>().");

    private static InvalidOperationException Missing(Type service, Type? implementation)
    {
        if (service == implementation)
        {
            return new($"'{service}' is registered under its own type, and a decorator stands in for an interface only: extract an interface, put [CacheDecorator] on it or on the class, and call AddCached<IThatInterface, {service.Name}>().");
        }

        if (service.IsGenericType || implementation is { IsGenericType: true })
        {
            return new($"'{service}' has no decorator that could be found for the type arguments it is used with: name the generated class, as in AddCached<IRepository<Order>, OrderRepository, RepositoryCached<Order>>(), or put [CacheDecorator] on a class that is not generic.");
        }

        if (implementation is null)
        {
            return new($"'{service}' has no decorator, and it is registered with a factory, which does not say what class it makes: put [CacheDecorator] on the interface and [Cache] on its methods, or register the class, as in AddCached<{service.Name}, TheClass>().");
        }

        return new($"'{service}' has no decorator, and neither has '{implementation}': put [CacheDecorator] on one of them and [Cache] on its methods, in a project that references the package Cachekit and with it the generator.");
    }
}
