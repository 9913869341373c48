using Cachekit.CodeFixes.Infrastructure;
using Cachekit.Generators.Parsing.Keys;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.CodeFixes.Keys;

/// <summary>Finds the user's type that a diagnostic about a parameter is about.</summary>
internal static class KeyClasses
{
    public static (IParameterSymbol Parameter, INamedTypeSymbol Type)? Find(SourceFacts source, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (source.FindNode<ParameterSyntax>(diagnostic) is not { Parent.Parent: MethodDeclarationSyntax } syntax
            || source.Model.GetDeclaredSymbol(syntax, cancellationToken) is not { } parameter)
        {
            return null;
        }

        var message = diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture);
        foreach (var type in TypesIn(parameter.Type))
        {
            if (type.DeclaringSyntaxReferences.Length == 1 && type.TypeKind == TypeKind.Class && message.Contains($"'{KeyPartVisitor.Display(type)}'"))
            {
                return (parameter, type);
            }
        }

        return null;
    }

    private static IEnumerable<INamedTypeSymbol> TypesIn(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => TypesIn(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.SelectMany(TypesIn).Prepend((INamedTypeSymbol)named.WithNullableAnnotation(NullableAnnotation.NotAnnotated)),
        _ => [],
    };
}
