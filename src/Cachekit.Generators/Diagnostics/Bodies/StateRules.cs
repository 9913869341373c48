using Cachekit.Generators.Models.Keys;
using Cachekit.Generators.Parsing.Keys;
using Cachekit.Generators.Parsing.Values;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Diagnostics.Bodies;

/// <summary>Which members of a type are state that a key should have, and which are tools of the work.</summary>
internal static class StateRules
{
    // The state of the object itself, not of its answers.
    private static readonly string[] Lifecycle = ["DISPOSED", "INITIALIZED", "INITIALISED", "STARTED", "STOPPED", "LOADED", "RUNNING", "CLOSED", "READY", "CONNECTED"];

    /// <summary>Whether a member is data that can be another one at the next call.</summary>
    /// <param name="member">A field, an automatic property, or a captured parameter of a constructor.</param>
    /// <param name="isWrittenLater">Whether the type assigns it somewhere outside of its constructors.</param>
    public static bool CanChange(ISymbol member, bool isWrittenLater)
    {
        if (IsLifecycle(member.Name))
        {
            return false;
        }

        return member switch
        {
            IFieldSymbol { IsReadOnly: true } or IFieldSymbol { IsConst: true } => false,
            IFieldSymbol field => (field.DeclaredAccessibility != Accessibility.Private || isWrittenLater) && IsData(field.Type),
            IPropertySymbol { SetMethod: null or { IsInitOnly: true } } => false,
            IPropertySymbol property => (property.SetMethod!.DeclaredAccessibility != Accessibility.Private || isWrittenLater) && IsData(property.Type),
            IParameterSymbol parameter => isWrittenLater && IsData(parameter.Type),
            _ => false,
        };
    }

    /// <summary>Whether a member is data of a record or a struct: those are values, and have as many of it as there are objects.</summary>
    public static bool IsPartOfAValue(ISymbol member) =>
        !member.IsStatic
        && member is not IFieldSymbol { IsConst: true }
        && !IsLifecycle(member.Name)
        && member.ContainingType is { } type && (type.IsRecord || type.IsValueType)
        && TypeOf(member) is { } data && IsData(data);

    /// <summary>Whether a member, also one that never changes, says whose data the instance works on.</summary>
    public static bool SaysWhose(ISymbol member) => CallerNames.IsCaller(member.Name) && TypeOf(member) is INamedTypeSymbol type && IsScalar(type);

    public static ITypeSymbol? TypeOf(ISymbol member) => member switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        IParameterSymbol parameter => parameter.Type,
        _ => null,
    };

    /// <summary>Whether a type holds values. Services, locks, caches, tables and options are what the work is done with.</summary>
    public static bool IsData(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
        {
            return IsData(array.ElementType) && array.ElementType is INamedTypeSymbol element && IsScalar(element);
        }

        if (type is not INamedTypeSymbol named || named.TypeKind == TypeKind.Error)
        {
            return false;
        }

        if (IsScalar(named) || AmbientState.IsPrincipal(named))
        {
            return true;
        }

        if (KeyTypeNames.Collection(KeyTypeNames.Of(named)).Method.Length > 0)
        {
            return named.TypeArguments.Length == 1 && named.TypeArguments[0] is INamedTypeSymbol item && IsScalar(item);
        }

        if (named.IsTupleType)
        {
            return true;
        }

        return !WellKnownTypes.IsFramework(named)
            && !CallerNames.IsConfiguration(named)
            && named.TypeKind is TypeKind.Class or TypeKind.Struct
            && !named.IsAbstract
            && (named.IsRecord || IsPlainObject(named));
    }

    private static bool IsScalar(INamedTypeSymbol type) =>
        type.TypeKind == TypeKind.Enum
        || KeyTypeNames.Scalar(KeyTypeNames.Of(type)) != ScalarForm.None
        || (type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T && type.TypeArguments[0] is INamedTypeSymbol value && IsScalar(value))
        || KeyTypeNames.Of(type) is "System.Globalization.CultureInfo" or "System.TimeZoneInfo";

    /// <summary>Properties and nothing that works.</summary>
    private static bool IsPlainObject(INamedTypeSymbol type)
    {
        var hasProperty = false;
        foreach (var member in type.GetMembers())
        {
            if (member.DeclaredAccessibility != Accessibility.Public || member.IsStatic)
            {
                continue;
            }

            if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary, IsOverride: false })
            {
                return false;
            }

            hasProperty |= member is IPropertySymbol or IFieldSymbol { IsImplicitlyDeclared: false };
        }

        foreach (var implemented in type.AllInterfaces)
        {
            if (implemented.Name is "IDisposable" or "IAsyncDisposable")
            {
                return false;
            }
        }

        return hasProperty;
    }

    private static bool IsLifecycle(string name)
    {
        foreach (var word in Lifecycle)
        {
            if (name.EndsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
