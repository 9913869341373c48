using Cachekit.Generators.Parsing.Decorators;
using Cachekit.Generators.Parsing.Interception;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing;

/// <summary>Tells which annotated methods need not be partial, because something else than an implementing part does what they say.</summary>
internal static class OtherForms
{
    public static bool Handle(IMethodSymbol method) => DecoratorParser.Handles(method) || InterceptedTypes.Handles(method);
}
