using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.Generators.Parsing.Keys;

/// <summary>Finds the members that are the state of a record or struct.</summary>
internal static class KeyMemberParser
{
    private const string CompilerGenerated = "System.Runtime.CompilerServices.CompilerGeneratedAttribute";

    /// <summary>A member, or why the state cannot be read.</summary>
    /// <param name="Symbol">A property or field; <see langword="null"/> with a problem.</param>
    /// <param name="Type">Its type.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Problem">Why it cannot be read, or <see langword="null"/>.</param>
    internal readonly record struct Member(ISymbol? Symbol, ITypeSymbol? Type, string Name, string? Problem);

    /// <summary>The members that <c>[CacheKey]</c> marks; they alone identify an object.</summary>
    public static List<Member> Marked(INamedTypeSymbol type, ISymbol within, Compilation compilation)
    {
        var members = new List<Member>();
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var symbol in current.GetMembers())
            {
                var memberType = symbol switch
                {
                    IPropertySymbol { IsStatic: false, IsIndexer: false } property => property.Type,
                    IFieldSymbol { IsStatic: false, IsImplicitlyDeclared: false } field => field.Type,
                    _ => null,
                };
                if (memberType is not null && IsMarked(symbol, KnownNames.CacheKey) && !Contains(members, symbol.Name))
                {
                    members.Add(Readable(symbol, memberType, within, compilation));
                }
            }
        }

        return members;
    }

    /// <summary>All state: every field, auto-properties by their name, without what <c>[CacheIgnore]</c> marks.</summary>
    public static List<Member> State(INamedTypeSymbol type, ISymbol within, Compilation compilation, CancellationToken cancellationToken)
    {
        var members = new List<Member>();
        if (CapturedParameter(type, cancellationToken) is { } captured)
        {
            AddCaptured(members, captured);
        }

        for (var current = type; current is not null && current.SpecialType is not (SpecialType.System_Object or SpecialType.System_ValueType); current = current.BaseType)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var symbol in current.GetMembers())
            {
                if (symbol is IEventSymbol { IsStatic: false } @event && HasField(@event))
                {
                    members.Add(new(null, null, @event.Name, "it is an event"));
                }
                else if (symbol is IFieldSymbol { IsStatic: false, IsConst: false } field)
                {
                    AddField(members, current, field, within, compilation);
                }
                else if (symbol is IPropertySymbol { IsStatic: false, IsIndexer: false } property && IsUnseenAutoProperty(property))
                {
                    Add(members, property, property.Type, within, compilation);
                }
            }
        }

        return members;
    }

    private static void AddField(List<Member> members, INamedTypeSymbol type, IFieldSymbol field, ISymbol within, Compilation compilation)
    {
        if (field.AssociatedSymbol is IEventSymbol)
        {
            return;
        }

        if (field.IsFixedSizeBuffer)
        {
            members.Add(new(null, null, field.Name, "it is a fixed buffer"));
            return;
        }

        if (field.Name.StartsWith("<", StringComparison.Ordinal) && field.Name.EndsWith(">P", StringComparison.Ordinal))
        {
            AddCaptured(members, field.Name.Substring(1, field.Name.Length - 3));
            return;
        }

        ISymbol symbol = field.AssociatedSymbol is IPropertySymbol associated ? associated : PropertyOf(type, field) ?? (ISymbol)field;
        Add(members, symbol, field.Type, within, compilation);
    }

    private static void AddCaptured(List<Member> members, string name)
    {
        if (!Contains(members, name))
        {
            members.Add(new(null, null, name, "it is a captured constructor parameter, which generated code cannot read"));
        }
    }

    /// <summary>An event without accessors of its own keeps its handlers in a field that has no symbol of its own.</summary>
    private static bool HasField(IEventSymbol symbol) =>
        symbol.AddMethod is { } add && (add.IsImplicitlyDeclared || add.HasAttribute(CompilerGenerated));

    private static void Add(List<Member> members, ISymbol symbol, ITypeSymbol type, ISymbol within, Compilation compilation)
    {
        if (IsMarked(symbol, KnownNames.CacheIgnore))
        {
            return;
        }

        foreach (var known in members)
        {
            if (known.Name == symbol.Name && known.Symbol is not null)
            {
                // An overridden property is the same member; its field in the base class cannot be told apart from outside.
                if (symbol is not IPropertySymbol { IsVirtual: true } and not IPropertySymbol { IsOverride: true } and not IPropertySymbol { IsAbstract: true }
                    && !SymbolEqualityComparer.Default.Equals(known.Symbol, symbol))
                {
                    members.Add(new(null, null, symbol.Name, "a derived type hides it behind a member of the same name"));
                }

                return;
            }
        }

        members.Add(Readable(symbol, type, within, compilation));
    }

    private static Member Readable(ISymbol symbol, ITypeSymbol type, ISymbol within, Compilation compilation)
    {
        var read = symbol is IPropertySymbol property ? property.GetMethod : symbol;
        return read is not null && compilation.IsSymbolAccessibleWithin(symbol, within) && compilation.IsSymbolAccessibleWithin(read, within)
            ? new(symbol, type, symbol.Name, null)
            : new(null, null, symbol.Name, "it is state that generated code cannot read; make it readable");
    }

    /// <summary>A compiler's field for a property, in an assembly that was compiled before.</summary>
    private static IPropertySymbol? PropertyOf(INamedTypeSymbol type, IFieldSymbol field)
    {
        const string Suffix = ">k__BackingField";
        if (!field.Name.StartsWith("<", StringComparison.Ordinal) || !field.Name.EndsWith(Suffix, StringComparison.Ordinal))
        {
            return null;
        }

        foreach (var symbol in type.GetMembers(field.Name.Substring(1, field.Name.Length - 1 - Suffix.Length)))
        {
            if (symbol is IPropertySymbol property)
            {
                return property;
            }
        }

        return null;
    }

    /// <summary>A property of a class in an assembly that was compiled before: its field is not there to be seen.</summary>
    private static bool IsUnseenAutoProperty(IPropertySymbol property) =>
        property.DeclaringSyntaxReferences.IsEmpty
        && !property.IsImplicitlyDeclared
        && property.ContainingType.IsReferenceType
        && property.Name != "EqualityContract"
        && property.GetMethod is { } getter
        && getter.HasAttribute(CompilerGenerated);

    /// <summary>The parameter of a primary constructor that a class or struct keeps in a field without a name.</summary>
    private static string? CapturedParameter(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        if (type.IsRecord)
        {
            return null;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(cancellationToken) is TypeDeclarationSyntax { ParameterList: { } list })
            {
                foreach (var parameter in list.Parameters)
                {
                    names.Add(parameter.Identifier.ValueText);
                }
            }
        }

        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            if (names.Count > 0 && reference.GetSyntax(cancellationToken) is TypeDeclarationSyntax declaration)
            {
                foreach (var member in declaration.Members)
                {
                    foreach (var node in member.DescendantNodes(static node => node is not (EqualsValueClauseSyntax or BaseTypeDeclarationSyntax)))
                    {
                        if (node is IdentifierNameSyntax name && names.Contains(name.Identifier.ValueText))
                        {
                            return name.Identifier.ValueText;
                        }
                    }
                }
            }
        }

        return null;
    }

    private static bool IsMarked(ISymbol symbol, string attribute)
    {
        if (symbol.HasAttribute(attribute))
        {
            return true;
        }

        // On a positional record, an attribute without a target stays on the parameter.
        if (symbol is not IPropertySymbol { ContainingType.IsRecord: true } property)
        {
            return false;
        }

        foreach (var constructor in property.ContainingType.InstanceConstructors)
        {
            foreach (var parameter in constructor.Parameters)
            {
                if (parameter.Name == property.Name && parameter.HasAttribute(attribute))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool Contains(List<Member> members, string name)
    {
        foreach (var member in members)
        {
            if (member.Name == name)
            {
                return true;
            }
        }

        return false;
    }
}
