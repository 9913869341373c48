namespace Cachekit;

/// <summary>Lets the compiler redirect the calls of methods with <see cref="CacheAttribute"/> that are not partial, in this project.</summary>
/// <remarks>
/// <para>Every call that the project itself makes of such a method goes through the cache: of instance, static, extension, generic and interface methods. The runtime is
/// the ambient one (<c>CachekitRuntime.Default</c>, in a host the host's). The method must be declared in the same project.</para>
/// <para>Not cached are calls from other projects and from code that other generators write, through a delegate, a <c>base</c> call, a call through <see langword="dynamic"/> or in an expression tree, and those that the method makes of itself. The compiler
/// says so as information where it can see it.</para>
/// <para><c>[Invalidates]</c> and <c>[InvalidatesTag]</c> are done for the same calls. The handles of the methods of <c>Store</c> are those of <c>new StoreCalls(store).Cached</c>, of a generated struct.</para>
/// <para>It needs the compiler of the .NET SDK 9.0.200 or newer, and the namespace <c>Cachekit.Generated</c> in the property <c>InterceptorsNamespaces</c>, which the package Cachekit adds.</para>
/// </remarks>
/// <example><code>
/// [assembly: CacheIntercept]
/// </code></example>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class CacheInterceptAttribute : Attribute
{
}
