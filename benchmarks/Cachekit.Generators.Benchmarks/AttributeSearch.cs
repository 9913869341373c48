using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.Generators.Benchmarks;

/// <summary>The compiler's own search for annotated methods with nothing behind it: what a generator costs at least that is built on it.</summary>
internal sealed class AttributeSearch : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
        context.SyntaxProvider.ForAttributeWithMetadataName("Cachekit.CacheAttribute", static (node, _) => node is MethodDeclarationSyntax, static (_, _) => true).Collect(),
        static (_, _) => { });
}
