namespace Cachekit;

/// <summary>Generates a class that stands before a service and caches its methods with <see cref="CacheAttribute"/>, which need not be partial then.</summary>
/// <remarks>
/// <para>On an interface, the annotated methods are those of the interface, whatever implements it. On a class they are its own, and the generated
/// class implements the interfaces of the class. Callers must use an interface: a call on the class itself is not cached.</para>
/// <para><c>IProductStore</c> and <c>ProductStore</c> get a <c>ProductStoreCached</c> in the same namespace. It is internal; a <c>public partial class</c>
/// of this name makes it public. <c>services.AddCached&lt;IProductStore, ProductStore&gt;()</c> registers both, <c>new ProductStoreCached(store)</c> is the way without
/// services. Its property <c>Cached</c> has the handles of the methods.</para>
/// <para>The method of the service is the uncached body, so <see cref="CacheAttribute.Source"/> has no meaning. <c>[Invalidates]</c>, <c>[InvalidatesTag]</c>, <c>[CacheTag]</c>, <c>[CacheBatch]</c>,
/// <c>[Secure]</c>, <c>[CacheTenant]</c>, <c>[CacheKey]</c> and <c>[CacheIgnore]</c> do what they do elsewhere. All other members are passed on.</para>
/// <para>Entries belong to the declared method: two classes that implement one decorated interface share them. Where they must not, put the attribute on
/// the classes, or mark a property of the interface with <see cref="CacheKeyAttribute"/>.</para>
/// </remarks>
/// <example><code>
/// [CacheDecorator]
/// public interface IProductStore
/// {
///     [Cache(Ttl = "5m")]
///     Task&lt;Product?&gt; FindAsync(int id, CancellationToken cancellationToken = default);
/// }
/// </code></example>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface, Inherited = false)]
public sealed class CacheDecoratorAttribute : Attribute
{
    /// <summary>The name of the generated class.</summary>
    /// <value>By default the name of the type without the <c>I</c> of an interface, and <c>Cached</c>; before it the names of the types around it.</value>
    public string? Name { get; set; }
}
