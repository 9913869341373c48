using Microsoft.Extensions.DependencyInjection;

namespace Cachekit.DependencyInjection;

/// <summary>What the host's services were registered as, so that the service of a class is found that was registered under an interface.</summary>
/// <param name="services">The registrations; they are complete when the first service is made.</param>
internal sealed class RegisteredServices(IServiceCollection services)
{
    /// <summary>An instance of a class from a scope, or <see langword="null"/> where none of the services is one.</summary>
    /// <param name="scope">The services of the scope.</param>
    /// <param name="type">The class.</param>
    internal object? Find(IServiceProvider scope, Type type)
    {
        if (scope.GetService(type) is { } own && type.IsInstanceOfType(own))
        {
            return own;
        }

        foreach (var service in services)
        {
            if (service.ServiceType == type || !service.ServiceType.IsAssignableFrom(type) || service.ServiceType == typeof(object))
            {
                continue;
            }

            // What has a known class of another kind is not made just to look at it.
            var known = service.IsKeyedService
                ? service.KeyedImplementationType ?? service.KeyedImplementationInstance?.GetType()
                : service.ImplementationType ?? service.ImplementationInstance?.GetType();
            if (known is not null && !type.IsAssignableFrom(known))
            {
                continue;
            }

            var made = service.IsKeyedService
                ? (scope as IKeyedServiceProvider)?.GetKeyedService(service.ServiceType, service.ServiceKey)
                : scope.GetService(service.ServiceType);
            if (type.IsInstanceOfType(made))
            {
                return made;
            }
        }

        return null;
    }
}
