using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.Generators.Parsing;

/// <summary>Reads the constraints of type parameters as <c>where</c> clauses.</summary>
internal static class ConstraintParser
{
    /// <summary>All clauses, made from the symbols so that their names are those of generated code.</summary>
    public static EquatableArray<string> Parse(IMethodSymbol method, MethodDeclarationSyntax? syntax) =>
        Parse(method.TypeParameters, parameter => syntax is not null && AllowsReferences(syntax.ConstraintClauses, parameter.Name));

    /// <summary>All clauses of a type.</summary>
    public static EquatableArray<string> Parse(INamedTypeSymbol type) => Parse(type.TypeParameters, static parameter => AllowsReferences(parameter, null));

    private static EquatableArray<string> Parse(IReadOnlyList<ITypeParameterSymbol> parameters, Func<ITypeParameterSymbol, bool> allowsReferences)
    {
        var clauses = new List<string>();
        foreach (var parameter in parameters)
        {
            var parts = new List<string>();
            if (parameter.HasUnmanagedTypeConstraint)
            {
                parts.Add("unmanaged");
            }
            else if (parameter.HasValueTypeConstraint)
            {
                parts.Add("struct");
            }
            else if (parameter.HasReferenceTypeConstraint)
            {
                parts.Add(parameter.ReferenceTypeConstraintNullableAnnotation == NullableAnnotation.Annotated ? "class?" : "class");
            }
            else if (parameter.HasNotNullConstraint)
            {
                parts.Add("notnull");
            }

            foreach (var type in parameter.ConstraintTypes)
            {
                parts.Add(type.ToSource());
            }

            if (parameter.HasConstructorConstraint)
            {
                parts.Add("new()");
            }

            if (allowsReferences(parameter))
            {
                parts.Add("allows ref struct");
            }

            if (parts.Count > 0)
            {
                clauses.Add($"where {parameter.Name.EscapeIdentifier()} : {string.Join(", ", parts)}");
            }
        }

        return clauses.ToEquatableArray();
    }

    /// <summary>What an override may say of its type parameters: <c>class</c>, <c>struct</c> or <c>default</c>.</summary>
    public static EquatableArray<string> Written(MethodDeclarationSyntax syntax)
    {
        var clauses = new List<string>();
        foreach (var clause in syntax.ConstraintClauses)
        {
            clauses.Add(clause.NormalizeWhitespace().ToString());
        }

        return clauses.ToEquatableArray();
    }

    /// <summary>What an implementation by name has to say of the type parameters, so that <c>T?</c> means the same.</summary>
    public static EquatableArray<string> OfImplementation(IMethodSymbol method)
    {
        var clauses = new List<string>();
        foreach (var parameter in method.TypeParameters)
        {
            var kind = parameter.IsReferenceType ? "class" : parameter.IsValueType ? "struct" : "default";
            clauses.Add($"where {parameter.Name.EscapeIdentifier()} : {kind}");
        }

        return clauses.ToEquatableArray();
    }

    /// <summary>Whether a type parameter may stand for a ref struct.</summary>
    /// <remarks>Newer than the compiler that this is built with: only the syntax knows of it.</remarks>
    public static bool AllowsReferences(ITypeParameterSymbol type, MethodDeclarationSyntax? syntax)
    {
        if (type.TypeParameterKind == TypeParameterKind.Method)
        {
            return syntax is not null && AllowsReferences(syntax.ConstraintClauses, type.Name);
        }

        foreach (var reference in type.ContainingSymbol.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax() is TypeDeclarationSyntax declaration && AllowsReferences(declaration.ConstraintClauses, type.Name))
            {
                return true;
            }
        }

        return false;
    }

    private static bool AllowsReferences(SyntaxList<TypeParameterConstraintClauseSyntax> clauses, string name)
    {
        foreach (var clause in clauses)
        {
            if (clause.Name.Identifier.ValueText != name)
            {
                continue;
            }

            foreach (var constraint in clause.Constraints)
            {
                if (constraint.GetFirstToken().ValueText == "allows" && constraint is not TypeConstraintSyntax)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
