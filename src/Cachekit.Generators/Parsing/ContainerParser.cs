using System.Text;
using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.Generators.Parsing;

/// <summary>Reads the type that contains an annotated method, and the types around it.</summary>
internal static class ContainerParser
{
    /// <summary>Reads the type.</summary>
    /// <returns>The model, or null when the type cannot get generated members.</returns>
    public static ContainerModel? Parse(IMethodSymbol method, Report report, CancellationToken cancellationToken)
    {
        var type = method.ContainingType;
        var declarations = new List<string>();
        var typeParameters = new List<string>();
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (Unfit(current, isInnermost: SymbolEqualityComparer.Default.Equals(current, type), cancellationToken) is { } reason)
            {
                report.Refuse(method.Locations[0], DiagnosticIds.TypeNotPartial, current.ToMessage(), reason);
                return null;
            }

            declarations.Insert(0, Declaration(current, cancellationToken));
            for (var i = current.TypeParameters.Length - 1; i >= 0; i--)
            {
                typeParameters.Insert(0, current.TypeParameters[i].Name.EscapeIdentifier());
            }
        }

        var (instance, @static, keeps) = RuntimeSourceParser.Parse(type, cancellationToken);
        return new ContainerModel(
            type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat).Replace("global::", ""),
            declarations.ToEquatableArray(),
            HintNames.Of(type),
            type.Name,
            type.ToSource(),
            typeParameters.ToEquatableArray(),
            type.IsSealed || type.IsStatic || type.IsValueType,
            type.IsValueType,
            instance,
            @static,
            BaseHasHandles(type),
            keeps,
            HandleLikeMembers(type),
            TakenNames.Member(type) is null);
    }

    private static string? Unfit(INamedTypeSymbol type, bool isInnermost, CancellationToken cancellationToken)
    {
        if (type.IsImplicitlyDeclared || !type.CanBeReferencedByName)
        {
            return type.ContainingType is null ? "it has no name, and cached methods live in classes, structs and records"
                : "it is an extension block; write the method outside of it as a static one, with 'this' before its first parameter";
        }

        if (type.IsFileLocal)
        {
            return "it is local to its file; remove the modifier 'file'";
        }

        if (isInnermost && type.TypeKind is not (TypeKind.Class or TypeKind.Struct))
        {
            return "partial cached methods live in classes, structs and records; put [CacheDecorator] on an interface, and write the method without 'partial'";
        }

        if (isInnermost && type.IsRefLikeType)
        {
            return "a ref struct cannot be kept for a call that goes on after it; remove the modifier 'ref'";
        }

        return IsPartial(type, cancellationToken) ? null : "it is not partial; add the modifier 'partial'";
    }

    /// <summary>Whether a type can have another part.</summary>
    public static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(cancellationToken) is TypeDeclarationSyntax declaration && !declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The head of a partial declaration.</summary>
    public static string Declaration(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            // Methods with pointers rely on it, and every part has to say it for itself.
            if (text.Length == 0 && reference.GetSyntax(cancellationToken) is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.UnsafeKeyword))
            {
                text.Append("unsafe ");
            }
        }

        if (type.IsRefLikeType)
        {
            text.Append("ref ");
        }

        text.Append("partial ").Append(type switch
        {
            { IsRecord: true, IsValueType: true } => "record struct ",
            { IsRecord: true } => "record ",
            { TypeKind: TypeKind.Struct } => "struct ",
            { TypeKind: TypeKind.Interface } => "interface ",
            _ => "class ",
        });
        text.Append(type.Name.EscapeIdentifier());
        for (var i = 0; i < type.TypeParameters.Length; i++)
        {
            text.Append(i == 0 ? "<" : ", ");
            text.Append(type.TypeParameters[i].Variance switch { VarianceKind.In => "in ", VarianceKind.Out => "out ", _ => "" });
            text.Append(type.TypeParameters[i].Name.EscapeIdentifier());
        }

        return text.Append(type.TypeParameters.Length > 0 ? ">" : "").ToString();
    }

    private static EquatableArray<string> HandleLikeMembers(INamedTypeSymbol type)
    {
        var names = new List<string>();
        foreach (var name in type.MemberNames)
        {
            if (name.EndsWith("Handle", StringComparison.Ordinal)
                || name.StartsWith(GeneratedNames.HandleProperty, StringComparison.Ordinal)
                || name.StartsWith(GeneratedNames.StaticHandleProperty, StringComparison.Ordinal))
            {
                names.Add(name);
            }
        }

        foreach (var nested in type.GetTypeMembers())
        {
            if (nested.Name.EndsWith("Handle", StringComparison.Ordinal))
            {
                names.Add(nested.Name);
            }
        }

        names.Sort(StringComparer.Ordinal);
        return names.ToEquatableArray();
    }

    private static bool BaseHasHandles(INamedTypeSymbol type)
    {
        for (var current = type.BaseType; current is { SpecialType: not SpecialType.System_Object }; current = current.BaseType)
        {
            if (!current.GetMembers(GeneratedNames.HandleProperty).IsEmpty)
            {
                return true;
            }

            foreach (var member in current.GetMembers())
            {
                if (member is IMethodSymbol method && method.HasAttribute(KnownNames.Cache))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
