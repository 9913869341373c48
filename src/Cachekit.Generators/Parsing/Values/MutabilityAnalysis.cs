using Cachekit.Generators.Models.Values;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Values;

/// <summary>
/// Proves types deeply immutable. The answer for a type is the worst answer of all types that it can reach, so one walk with a
/// running maximum also settles recursive types.
/// </summary>
/// <remarks>
/// What comes from a decoder is walked as such: its types are exactly the declared ones, and read-only interfaces are backed by
/// instances that nobody can change. What a constructor makes by itself (state that is not stored, or that it converts) may be
/// anything that its declared type allows, so there only a proof for all instances counts.
/// </remarks>
internal sealed class MutabilityAnalysis(ObjectShapeParser objects, Compilation compilation, CancellationToken cancellationToken)
{
    // A shape this large is stored as bytes; it also ends private fields whose generic types expand without end.
    private const int MostTypes = 2000;

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Queue<(ITypeSymbol Type, bool IsDecoded, TypePath Path, INamedTypeSymbol? Owner)> _pending = new();
    private ValueMutability _worst;

    // The object whose state is looked at.
    private INamedTypeSymbol? _owner;

    /// <summary>What makes the value mutable: the first thing that was found.</summary>
    public MutabilityCause? Cause { get; private set; }

    public ValueMutability Analyze(ITypeSymbol type)
    {
        _worst = ValueMutability.Immutable;
        Reach(type, isDecoded: true, new TypePath(null, TypeNames.Short(type)));
        while (_pending.Count > 0 && _worst != ValueMutability.Mutable)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (next, isDecoded, path, owner) = _pending.Dequeue();
            _owner = owner;
            Visit(next, isDecoded, path);
        }

        return _worst;
    }

    private void Visit(ITypeSymbol type, bool isDecoded, TypePath path)
    {
        if (type is not INamedTypeSymbol named || _seen.Count > MostTypes)
        {
            // Also arrays: none can be kept from changing.
            Blame(path, type is IArrayTypeSymbol ? MutabilityKind.Array : MutabilityKind.Unknown, type);
        }
        else if (ValueAttributes.IsPromisedImmutable(named) || named.TypeKind == TypeKind.Enum || WellKnownTypes.Scalar(named) is not null)
        {
            return;
        }
        else if (named.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
        {
            Reach(named.TypeArguments[0], isDecoded, path);
        }
        else if (TupleItems.IsTuple(named))
        {
            foreach (var (name, item) in TupleItems.Of(named))
            {
                Reach(item, isDecoded, path.Member(name));
            }
        }
        else if (WellKnownTypes.Collection(named) is { } form)
        {
            Lower(form.Mutability, isDecoded, path, MutabilityKind.Collection, named);
            foreach (var argument in named.TypeArguments)
            {
                Reach(argument, isDecoded, path.Element());
            }
        }
        else
        {
            VisitOwn(named, isDecoded, path);
        }
    }

    private void VisitOwn(INamedTypeSymbol type, bool isDecoded, TypePath path)
    {
        if (isDecoded && KnownSubtypes.Exist(type))
        {
            // A value may also be of a subtype that is not listed; a decoded one cannot.
            Lower(ValueMutability.ImmutableCopy, isDecoded, path, MutabilityKind.Unknown, type);
            foreach (var subtype in KnownSubtypes.Of(type, compilation, static (_, _) => { }))
            {
                if (_seen.Add(TypeNames.Plain(subtype.Type) + " itself"))
                {
                    VisitFields(subtype.Type, isDecoded, path.Subtype(subtype.Type.Name));
                }
            }

            return;
        }

        VisitFields(type, isDecoded, path);
    }

    private void VisitFields(INamedTypeSymbol type, bool isDecoded, TypePath path)
    {
        if (ValueAttributes.IsPromisedImmutable(type))
        {
            return;
        }

        // Who holds an object of another assembly can promise, and the other cannot.
        if (SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly))
        {
            _owner = type;
        }

        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct))
        {
            Blame(path, MutabilityKind.Unknown, type);
            return;
        }

        if (type.TypeKind == TypeKind.Class && !type.IsSealed)
        {
            Lower(ValueMutability.ImmutableCopy, isDecoded, path, MutabilityKind.NotSealed, type);
        }

        var shape = isDecoded ? objects.Parse(type) : null;
        for (var level = type; level is not null; level = level.BaseType)
        {
            if (level.SpecialType is SpecialType.System_Object or SpecialType.System_ValueType)
            {
                return;
            }

            // The private fields of another assembly are not visible.
            if (!SymbolEqualityComparer.Default.Equals(level.ContainingAssembly, compilation.Assembly)
                || (level.TypeKind == TypeKind.Class && CapturedParameters.Exist(level)))
            {
                Blame(path, MutabilityKind.Hidden, level);
                return;
            }

            if (CapturedParameters.Exist(level))
            {
                // The parameters of a struct that became fields, as good as fields that are not stored.
                Lower(ValueMutability.ImmutableCopy, isDecoded, path, MutabilityKind.Hidden, level);
                foreach (var parameter in CapturedParameters.All(level))
                {
                    Reach(parameter.Type, isDecoded: false, path.Member(parameter.Name));
                }
            }

            foreach (var member in level.GetMembers())
            {
                if (member is IFieldSymbol { IsStatic: false } field)
                {
                    VisitField(field, shape, path);
                }
                else if (member is IEventSymbol { IsStatic: false, AddMethod.IsImplicitlyDeclared: true })
                {
                    // Its field is no member.
                    Blame(path.Member(member.Name), MutabilityKind.Event, level);
                }
            }
        }
    }

    private void VisitField(IFieldSymbol field, ObjectShape? shape, TypePath path)
    {
        path = path.Member((field.AssociatedSymbol ?? field).Name);
        if (!IsReadOnly(field))
        {
            Blame(path, field.AssociatedSymbol is null ? MutabilityKind.Field : MutabilityKind.Setter, field.Type);
            return;
        }

        var isRestored = shape is not null && RestoredFields.Contains(shape, field);
        if (shape is not null && !isRestored)
        {
            // A decoded copy could differ here, so that the first answer and later ones would too.
            Lower(ValueMutability.ImmutableCopy, isDecoded: true, path, MutabilityKind.Unknown, field.Type);
        }

        Reach(field.Type, isRestored, path);
    }

    // A struct is copied on the way out, so that its own fields may be mutable.
    private static bool IsReadOnly(IFieldSymbol field) =>
        field.IsReadOnly
        || field.ContainingType.TypeKind == TypeKind.Struct
        || field.AssociatedSymbol is IPropertySymbol { SetMethod: null or { IsInitOnly: true } };

    private void Blame(TypePath path, MutabilityKind kind, ITypeSymbol type)
    {
        _worst = ValueMutability.Mutable;
        Cause ??= new MutabilityCause(path.ToString(), kind, type, _owner);
    }

    private void Lower(ValueMutability mutability, bool isDecoded, TypePath path, MutabilityKind kind, ITypeSymbol type)
    {
        if (mutability != ValueMutability.Immutable && !isDecoded)
        {
            mutability = ValueMutability.Mutable;
        }

        if (mutability == ValueMutability.Mutable)
        {
            Blame(path, kind, type);
        }
        else if (mutability > _worst)
        {
            _worst = mutability;
        }
    }

    private void Reach(ITypeSymbol type, bool isDecoded, TypePath path)
    {
        if (_seen.Add(TypeNames.Plain(type) + (isDecoded ? "" : " made")))
        {
            _pending.Enqueue((type, isDecoded, path, _owner));
        }
    }
}
