using Microsoft.CodeAnalysis;
using static Cachekit.Generators.Diagnostics.DescriptorFactory;

namespace Cachekit.Generators.Diagnostics;

/// <summary>Mistakes with methods that are not partial.</summary>
internal static class DecoratorDescriptors
{
    private const string Usage = "Cachekit.Usage";

    public static readonly DiagnosticDescriptor TypeNotDecorated = Error(
        DiagnosticIds.TypeNotDecorated,
        "A type with [CacheDecorator] must be one that a generated class can stand before",
        "'{0}' cannot get a decorator: {1}",
        Usage);

    public static readonly DiagnosticDescriptor DecoratorWithoutMethods = Warning(
        DiagnosticIds.DecoratorWithoutMethods,
        "A decorator needs methods to cache",
        "'{0}' has [CacheDecorator], and {1}",
        Usage);

    public static readonly DiagnosticDescriptor DecoratedMethodNotReached = Warning(
        DiagnosticIds.DecoratedMethodNotReached,
        "A decorator caches what an interface has",
        "'{0}' implements no interface of '{1}', so that no call of it comes through the decorator and nothing is cached: add it to an interface, or make it partial",
        Usage);

    public static readonly DiagnosticDescriptor DecoratedWithSource = Warning(
        DiagnosticIds.DecoratedWithSource,
        "The body of a method that is not partial is its own",
        "'{0}' is not partial and is its own uncached body: Source = \"{1}\" has no effect; remove it",
        Usage);

    public static readonly DiagnosticDescriptor DecoratedMemberNotReadable = Error(
        DiagnosticIds.DecoratedMemberNotReadable,
        "A member in the key must be readable for the generated class",
        "'{0}' of '{1}' is in the keys of its methods, and the generated class beside it cannot read it: make it internal or public",
        Usage);

    public static readonly DiagnosticDescriptor InterceptorsUnavailable = Error(
        DiagnosticIds.InterceptorsUnavailable,
        "Calls can be intercepted only where compiler and project allow it",
        "[assembly: CacheIntercept] has no effect, and the methods run uncached: {0}",
        Usage);

    public static readonly DiagnosticDescriptor UseNotIntercepted = Info(
        DiagnosticIds.UseNotIntercepted,
        "A use of the method is not cached",
        "This use of '{0}' is not cached: {1}",
        Usage);

    public static readonly DiagnosticDescriptor MethodNotIntercepted = Error(
        DiagnosticIds.MethodNotIntercepted,
        "A method whose calls are intercepted must be callable by generated code",
        "Calls of '{0}' cannot be intercepted: {1}",
        Usage);

    /// <summary>All of them.</summary>
    public static readonly DiagnosticDescriptor[] All =
    [
        TypeNotDecorated,
        DecoratorWithoutMethods,
        DecoratedMethodNotReached,
        DecoratedWithSource,
        DecoratedMemberNotReadable,
        InterceptorsUnavailable,
        UseNotIntercepted,
        MethodNotIntercepted,
    ];
}
