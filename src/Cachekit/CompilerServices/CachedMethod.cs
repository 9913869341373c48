using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Cachekit.CompilerServices;

/// <summary>A cached method, or one instantiation of a generic one; generated code has one static instance of it.</summary>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TValue">What the method returns, without its task.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CachedMethod<TKey, TValue>
    where TKey : struct, ICacheKey<TKey>
{
    private readonly int _index = CachedMethodIndex.Next();

    /// <summary>Makes the method known.</summary>
    /// <param name="definition">What the compiler knows about it.</param>
    public CachedMethod(CachedMethodDefinition<TValue> definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        Definition = definition;
    }

    internal CachedMethodDefinition<TValue> Definition { get; }

    /// <summary>The method's cache in a runtime.</summary>
    /// <param name="runtime">The runtime; <see langword="null"/>: the ambient default.</param>
    /// <exception cref="CacheConfigurationException">The configuration of the ambient default, or of the method in this runtime, is wrong.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public MethodCache<TKey, TValue> In(CachekitRuntime? runtime)
    {
        runtime ??= CachekitRuntime.Ambient;
        if (runtime is not null)
        {
            var bound = runtime.BoundMethods;
            if ((uint)_index < (uint)bound.Length && bound[_index] is { } cache)
            {
                // Indices are unique in the process, so nothing but this method's cache can be here.
                return Unsafe.As<MethodCache<TKey, TValue>>(cache);
            }
        }

        return Bind(runtime ?? CachekitRuntime.Default);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private MethodCache<TKey, TValue> Bind(CachekitRuntime runtime) =>
        Unsafe.As<MethodCache<TKey, TValue>>(runtime.Bind(_index, this, static (method, owner) => new MethodCache<TKey, TValue>(method.Definition, owner)));
}
