using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Parsing.TypedSettings;
using Cachekit.Generators.Parsing.Values;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Diagnostics.Values;

/// <summary>Looks for secrets in what is stored of a value: by the name of a text, and by attributes that classify data.</summary>
internal sealed class SecretSearch(ObjectShapeParser objects, Compilation compilation, CancellationToken cancellationToken)
{
    private const int MostTypes = 500;

    private static readonly string[] Marks =
        ["SensitiveDataAttribute", "SensitiveAttribute", "PersonalDataAttribute", "ProtectedPersonalDataAttribute", "PiiAttribute", "ConfidentialAttribute", "SecretAttribute"];

    // Classifications that say that there is nothing to hide.
    private static readonly string[] Harmless = ["No", "None", "Public", "Unknown"];

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Queue<(ITypeSymbol Type, TypePath Path)> _pending = new();

    public FoundSecret? Find(IMethodSymbol method, ITypeSymbol value)
    {
        if (IsText(value) && SecretNames.NamesOneInAValue(WithoutAsync(method.BareName())))
        {
            return new FoundSecret(TypeNames.Short(value), "which is a secret by the method's name", "Add [Secure] to the method");
        }

        Reach(value, new TypePath(null, TypeNames.Short(value)));
        while (_pending.Count > 0 && _seen.Count < MostTypes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (type, path) = _pending.Dequeue();
            if (Visit(type, path) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private FoundSecret? Visit(ITypeSymbol type, TypePath path)
    {
        if (type is IArrayTypeSymbol array)
        {
            Reach(array.ElementType, path.Element());
            return null;
        }

        if (type is not INamedTypeSymbol named || named.TypeKind == TypeKind.Enum || WellKnownTypes.Scalar(named) is not null)
        {
            return null;
        }

        if (MarkOf(named) is { } mark)
        {
            return Found(path, mark);
        }

        if (TupleItems.IsTuple(named))
        {
            var items = TupleItems.Of(named);
            for (var i = 0; i < items.Count; i++)
            {
                var name = named.IsTupleType && i < named.TupleElements.Length ? named.TupleElements[i].Name : items[i].Name;
                if (IsSecretText(name, items[i].Type))
                {
                    return Found(path.Member(name), null);
                }

                Reach(items[i].Type, path.Member(name));
            }

            return null;
        }

        if (WellKnownTypes.IsFramework(named))
        {
            foreach (var argument in named.TypeArguments)
            {
                Reach(argument, named.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T ? path : path.Element());
            }

            return null;
        }

        if (KnownSubtypes.Exist(named))
        {
            foreach (var subtype in KnownSubtypes.Of(named, compilation, static (_, _) => { }))
            {
                if (VisitMembers(subtype.Type, path.Subtype(subtype.Type.Name)) is { } found)
                {
                    return found;
                }
            }

            return null;
        }

        return VisitMembers(named, path);
    }

    private FoundSecret? VisitMembers(INamedTypeSymbol type, TypePath path)
    {
        foreach (var member in objects.Parse(type).Members)
        {
            var here = path.Member(member.Name);
            if (MarkOf(member.Symbol) is { } mark)
            {
                return Found(here, mark);
            }

            if (IsSecretText(member.Name, member.Type))
            {
                return Found(here, null);
            }

            Reach(member.Type, here);
        }

        return null;
    }

    private void Reach(ITypeSymbol type, TypePath path)
    {
        if (_seen.Add(TypeNames.Plain(type)))
        {
            _pending.Enqueue((type, path));
        }
    }

    private static FoundSecret Found(TypePath path, string? mark) => new(
        path.ToString(),
        mark is null ? "which is a secret by its name" : $"which has [{mark}]",
        "Add [Secure] to the method, or leave the member out of the stored value with [CacheIgnore]");

    private static bool IsSecretText(string name, ITypeSymbol type) => IsText(type) && SecretNames.NamesOneInAValue(name);

    private static bool IsText(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_String } => true,
        IArrayTypeSymbol array => array.ElementType.SpecialType is SpecialType.System_Byte or SpecialType.System_Char or SpecialType.System_String,
        INamedTypeSymbol { TypeArguments: { Length: 1 } arguments } =>
            arguments[0].SpecialType is SpecialType.System_Byte or SpecialType.System_Char or SpecialType.System_String && !type.IsTupleType,
        _ => false,
    };

    /// <summary>The attribute that says that data is sensitive, without its ending; of a positional record it may be at the parameter.</summary>
    private static string? MarkOf(ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { } type && IsMark(type))
            {
                return type.Name.EndsWith("Attribute", StringComparison.Ordinal) ? type.Name.Substring(0, type.Name.Length - "Attribute".Length) : type.Name;
            }
        }

        if (symbol is IPropertySymbol { ContainingType.IsRecord: true } property)
        {
            foreach (var constructor in property.ContainingType.InstanceConstructors)
            {
                foreach (var parameter in constructor.Parameters)
                {
                    if (parameter.Name == property.Name && MarkOf(parameter) is { } mark)
                    {
                        return mark;
                    }
                }
            }
        }

        return null;
    }

    private static bool IsMark(INamedTypeSymbol attribute)
    {
        foreach (var harmless in Harmless)
        {
            if (attribute.Name.StartsWith(harmless, StringComparison.Ordinal))
            {
                return false;
            }
        }

        foreach (var level in attribute.SelfAndBases())
        {
            if (level.Name == "DataClassificationAttribute" || Array.IndexOf(Marks, level.Name) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private static string WithoutAsync(string name) =>
        name.Length > 5 && name.EndsWith("Async", StringComparison.Ordinal) ? name.Substring(0, name.Length - 5) : name;
}
