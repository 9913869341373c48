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
    public const string HandleProperty = "Cached";
    public const string StaticHandleProperty = "StaticCached";
    public const string HandleType = "CachedMethods";
    public const string StaticHandleType = "StaticCachedMethods";
    public const string PrivateType = "__Cachekit";
    public const string RuntimeProperty = "__cachekitRuntime";
    public const string StaticRuntimeProperty = "__cachekitStaticRuntime";

    private static readonly string[] Reserved =
        [HandleProperty, StaticHandleProperty, HandleType, StaticHandleType, PrivateType, RuntimeProperty, StaticRuntimeProperty];

    // Without these nothing can be generated but a call of the body.
    private static readonly string[] Needed = [PrivateType, RuntimeProperty, StaticRuntimeProperty];

    // Members of the generated generic types, which have the user's type parameters.
    private static readonly HashSet<string> NotForTypeParameters = new(StringComparer.Ordinal)
    {
        "Body", "Cache", "Codecs", "Info", "InvalidateAllAsync", "InvalidateAsync", "Key", "Owner", "Parts", "RefreshAsync", "SetAsync", "TryGetAsync",
        HandleProperty, StaticHandleProperty, HandleType, StaticHandleType, PrivateType, RuntimeProperty, StaticRuntimeProperty,
    };

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
                report.Add(method.Locations[0], DiagnosticIds.TypeNotPartial, current.ToMessage(), reason);
                return null;
            }

            declarations.Insert(0, Declaration(current, cancellationToken));
            for (var i = current.TypeParameters.Length - 1; i >= 0; i--)
            {
                typeParameters.Insert(0, current.TypeParameters[i].Name.EscapeIdentifier());
            }
        }

        var (instance, @static, keeps) = RuntimeSources(type, cancellationToken);
        return new ContainerModel(
            type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat).Replace("global::", ""),
            declarations.ToEquatableArray(),
            HintName(type),
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
            TakenName(type) is null);
    }

    /// <summary>The first member of the user that has the name of a generated one, or null.</summary>
    public static ISymbol? TakenName(INamedTypeSymbol type) => TakenName(type, Reserved);

    /// <summary>A member that leaves no room for the key and the body, or null.</summary>
    public static ISymbol? TakenPrivateName(INamedTypeSymbol type) => TakenName(type, Needed);

    /// <summary>A type parameter of the method or around it that has the name of a generated member, or null.</summary>
    public static ITypeParameterSymbol? TakenTypeParameter(IMethodSymbol method)
    {
        foreach (var parameter in method.TypeParameters)
        {
            if (NotForTypeParameters.Contains(parameter.Name))
            {
                return parameter;
            }
        }

        for (var type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            foreach (var parameter in type.TypeParameters)
            {
                if (NotForTypeParameters.Contains(parameter.Name))
                {
                    return parameter;
                }
            }
        }

        return null;
    }

    private static ISymbol? TakenName(INamedTypeSymbol type, string[] names)
    {
        foreach (var name in names)
        {
            foreach (var member in type.GetMembers(name))
            {
                if (!IsGenerated(member))
                {
                    return member;
                }
            }

            if (type.Name == name)
            {
                return type;
            }
        }

        return null;
    }

    /// <summary>Whether this generator wrote the symbol: analyzers see the compilation with the generated parts in it.</summary>
    public static bool IsGenerated(ISymbol symbol) =>
        symbol.FindAttribute(KnownNames.GeneratedCode) is { ConstructorArguments: { Length: > 0 } arguments } && arguments[0].Value is GeneratorInfo.Name;

    private static string? Unfit(INamedTypeSymbol type, bool isInnermost, CancellationToken cancellationToken)
    {
        if (type.IsImplicitlyDeclared || !type.CanBeReferencedByName)
        {
            return "it has no name, and cached methods live in classes, structs and records";
        }

        if (type.IsFileLocal)
        {
            return "it is local to its file; remove the modifier 'file'";
        }

        if (isInnermost && type.TypeKind is not (TypeKind.Class or TypeKind.Struct))
        {
            return "cached methods live in classes, structs and records";
        }

        if (isInnermost && type.IsRefLikeType)
        {
            return "a ref struct cannot be kept for a call that goes on after it; remove the modifier 'ref'";
        }

        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(cancellationToken) is TypeDeclarationSyntax declaration && !declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
            {
                return "it is not partial; add the modifier 'partial'";
            }
        }

        return null;
    }

    private static string Declaration(INamedTypeSymbol type, CancellationToken cancellationToken)
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

    private static string HintName(INamedTypeSymbol type)
    {
        var name = new StringBuilder();
        for (var current = type; current is not null; current = current.ContainingType)
        {
            var part = new StringBuilder(current.Name);
            if (current.TypeParameters.Length > 0)
            {
                part.Append('{').Append(current.TypeParameters[0].Name);
                for (var i = 1; i < current.TypeParameters.Length; i++)
                {
                    part.Append(',').Append(current.TypeParameters[i].Name);
                }

                part.Append('}');
            }

            name.Insert(0, name.Length == 0 ? part.ToString() : part.Append('+').ToString());
        }

        return Allowed(type.ContainingNamespace.IsGlobalNamespace ? name.ToString() : $"{type.ContainingNamespace.ToPlainText()}.{name}");
    }

    /// <summary>A file's name has fewer characters and a shorter length than a type's may have.</summary>
    private static string Allowed(string name)
    {
        const int longest = 150;
        var text = new StringBuilder(name);
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsLetterOrDigit(text[i]) && "_.+{},".IndexOf(text[i]) < 0)
            {
                text[i] = '-';
            }
        }

        var allowed = text.ToString();
        return allowed == name && name.Length <= longest ? name : $"{allowed.Substring(0, Math.Min(longest, allowed.Length))}.{Hash.Of(name, 8)}";
    }

    private static (string? Instance, string? Static, bool Keeps) RuntimeSources(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        string? instance = null;
        string? @static = null;
        string? passedOn = null;
        foreach (var current in type.SelfAndBases())
        {
            var isOwn = SymbolEqualityComparer.Default.Equals(current, type);
            foreach (var member in current.GetMembers())
            {
                if (!member.IsReadableFrom(type) || !member.CanBeReferencedByName || IsGenerated(member) || !IsRuntime(member))
                {
                    continue;
                }

                if (member.IsStatic)
                {
                    @static ??= member.Name.EscapeIdentifier();
                }
                else
                {
                    instance ??= "this." + member.Name.EscapeIdentifier();
                }
            }

            if (isOwn && instance is null)
            {
                (instance, var isPassedOn) = PrimaryConstructorParameter(type, cancellationToken);
                if (isPassedOn)
                {
                    // The base has it as well: what it shows of it is as good.
                    passedOn = instance;
                    instance = null;
                }
            }
        }

        // A static class can have no member for its instances.
        return (type.IsStatic ? null : instance ?? passedOn ?? @static, @static, instance is null && passedOn is not null);
    }

    private static bool IsRuntime(ISymbol member) => member switch
    {
        IFieldSymbol { IsConst: false, AssociatedSymbol: null } field => field.Type.Is(KnownNames.Runtime),
        IPropertySymbol { GetMethod: not null, IsIndexer: false } property => property.Type.Is(KnownNames.Runtime),
        _ => false,
    };

    private static (string? Name, bool IsPassedOn) PrimaryConstructorParameter(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        foreach (var constructor in type.InstanceConstructors)
        {
            foreach (var parameter in constructor.Parameters)
            {
                if (parameter.Type.Is(KnownNames.Runtime)
                    && parameter.DeclaringSyntaxReferences is { Length: 1 } references
                    && references[0].GetSyntax(cancellationToken).Parent?.Parent is TypeDeclarationSyntax declaration)
                {
                    return (parameter.Name.EscapeIdentifier(), IsPassedOn(declaration, parameter.Name));
                }
            }
        }

        return (null, false);
    }

    private static bool IsPassedOn(TypeDeclarationSyntax declaration, string parameter)
    {
        foreach (var type in declaration.BaseList?.Types ?? default)
        {
            foreach (var argument in (type as PrimaryConstructorBaseTypeSyntax)?.ArgumentList.Arguments ?? default)
            {
                if (argument.Expression is IdentifierNameSyntax name && name.Identifier.ValueText == parameter)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static EquatableArray<string> HandleLikeMembers(INamedTypeSymbol type)
    {
        var names = new List<string>();
        foreach (var name in type.MemberNames)
        {
            if (name.EndsWith("Handle", StringComparison.Ordinal)
                || name.StartsWith(HandleProperty, StringComparison.Ordinal)
                || name.StartsWith(StaticHandleProperty, StringComparison.Ordinal))
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
            if (!current.GetMembers(HandleProperty).IsEmpty)
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
