using System.ComponentModel;

namespace Cachekit.CompilerServices;

/// <summary>A generated class that stands before a service; <see cref="CacheDecoratorAttribute"/> makes them.</summary>
/// <typeparam name="TSelf">The class.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ICacheDecorator<TSelf>
    where TSelf : class, ICacheDecorator<TSelf>
{
    /// <summary>Makes one for a container, which disposes of the inner object itself.</summary>
    /// <param name="inner">The object to stand before.</param>
    /// <param name="runtime">The runtime; <see langword="null"/> for the ambient one.</param>
    static abstract TSelf Create(object inner, CachekitRuntime? runtime);
}
