using System.Collections.Concurrent;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Cachekit.CompilerServices;

/// <summary>The decorators of all loaded modules: module initializers that the generator writes make them known, so that nothing looks for them by reflection.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CacheDecorators
{
    private static readonly ConcurrentDictionary<(Type Service, Type Inner), Func<object, CachekitRuntime?, object>> Known = new();

    /// <summary>Makes a decorator known.</summary>
    /// <typeparam name="TService">An interface that it implements.</typeparam>
    /// <typeparam name="TInner">What it stands before: the interface itself, or one class that implements it.</typeparam>
    /// <typeparam name="TDecorator">The decorator.</typeparam>
    public static void Register<TService, TInner, TDecorator>()
        where TService : class
        where TInner : class
        where TDecorator : class, TService, ICacheDecorator<TDecorator> =>
        Known[(typeof(TService), typeof(TInner))] = static (inner, runtime) => TDecorator.Create(inner, runtime);

    /// <summary>What makes the decorator of a class under an interface: that of the class or of one of its bases, else that of the interface.</summary>
    /// <param name="service">The interface.</param>
    /// <param name="implementation">The class, or <see langword="null"/> where it is not known.</param>
    internal static Func<object, CachekitRuntime?, object>? Find(Type service, Type? implementation)
    {
        if (Look(service, implementation) is { } known)
        {
            return known;
        }

        // Nothing of the modules may have been used so far, and then they have not been initialized.
        RuntimeHelpers.RunModuleConstructor(service.Module.ModuleHandle);
        for (var type = implementation; type is not null && type != typeof(object); type = type.BaseType)
        {
            RuntimeHelpers.RunModuleConstructor(type.Module.ModuleHandle);
        }

        return Look(service, implementation);
    }

    private static Func<object, CachekitRuntime?, object>? Look(Type service, Type? implementation)
    {
        for (var type = implementation; type is not null; type = type.BaseType)
        {
            if (Known.TryGetValue((service, type), out var own))
            {
                return own;
            }
        }

        return Known.GetValueOrDefault((service, service));
    }
}
