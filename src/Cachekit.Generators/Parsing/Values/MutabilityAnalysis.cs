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
    private readonly Queue<(ITypeSymbol Type, bool IsDecoded)> _pending = new();
    private ValueMutability _worst;

    public ValueMutability Analyze(ITypeSymbol type)
    {
        _worst = ValueMutability.Immutable;
        Reach(type, isDecoded: true);
        while (_pending.Count > 0 && _worst != ValueMutability.Mutable)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (next, isDecoded) = _pending.Dequeue();
            Visit(next, isDecoded);
        }

        return _worst;
    }

    private void Visit(ITypeSymbol type, bool isDecoded)
    {
        if (type is not INamedTypeSymbol named || _seen.Count > MostTypes)
        {
            // Also arrays: none can be kept from changing.
            _worst = ValueMutability.Mutable;
        }
        else if (ValueAttributes.IsPromisedImmutable(named) || named.TypeKind == TypeKind.Enum || WellKnownTypes.Scalar(named) is not null)
        {
            return;
        }
        else if (named.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
        {
            Reach(named.TypeArguments[0], isDecoded);
        }
        else if (TupleItems.IsTuple(named))
        {
            foreach (var (_, item) in TupleItems.Of(named))
            {
                Reach(item, isDecoded);
            }
        }
        else if (WellKnownTypes.Collection(named) is { } form)
        {
            Lower(form.Mutability, isDecoded);
            foreach (var argument in named.TypeArguments)
            {
                Reach(argument, isDecoded);
            }
        }
        else
        {
            VisitOwn(named, isDecoded);
        }
    }

    private void VisitOwn(INamedTypeSymbol type, bool isDecoded)
    {
        if (isDecoded && KnownSubtypes.Exist(type))
        {
            // A value may also be of a subtype that is not listed; a decoded one cannot.
            Lower(ValueMutability.ImmutableCopy, isDecoded);
            foreach (var subtype in KnownSubtypes.Of(type, compilation, static (_, _) => { }))
            {
                if (_seen.Add(TypeNames.Plain(subtype.Type) + " itself"))
                {
                    VisitFields(subtype.Type, isDecoded);
                }
            }

            return;
        }

        VisitFields(type, isDecoded);
    }

    private void VisitFields(INamedTypeSymbol type, bool isDecoded)
    {
        if (ValueAttributes.IsPromisedImmutable(type))
        {
            return;
        }

        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct))
        {
            _worst = ValueMutability.Mutable;
            return;
        }

        if (type.TypeKind == TypeKind.Class && !type.IsSealed)
        {
            Lower(ValueMutability.ImmutableCopy, isDecoded);
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
                _worst = ValueMutability.Mutable;
                return;
            }

            if (CapturedParameters.Exist(level))
            {
                // The parameters of a struct that became fields, as good as fields that are not stored.
                Lower(ValueMutability.ImmutableCopy, isDecoded);
                foreach (var parameter in CapturedParameters.All(level))
                {
                    Reach(parameter.Type, isDecoded: false);
                }
            }

            foreach (var member in level.GetMembers())
            {
                if (member is IFieldSymbol { IsStatic: false } field)
                {
                    VisitField(field, shape);
                }
                else if (member is IEventSymbol { IsStatic: false, AddMethod.IsImplicitlyDeclared: true })
                {
                    // Its field is no member.
                    _worst = ValueMutability.Mutable;
                }
            }
        }
    }

    private void VisitField(IFieldSymbol field, ObjectShape? shape)
    {
        if (!IsReadOnly(field))
        {
            _worst = ValueMutability.Mutable;
            return;
        }

        var isRestored = shape is not null && RestoredFields.Contains(shape, field);
        if (shape is not null && !isRestored)
        {
            // A decoded copy could differ here, so that the first answer and later ones would too.
            Lower(ValueMutability.ImmutableCopy, isDecoded: true);
        }

        Reach(field.Type, isRestored);
    }

    // A struct is copied on the way out, so that its own fields may be mutable.
    private static bool IsReadOnly(IFieldSymbol field) =>
        field.IsReadOnly
        || field.ContainingType.TypeKind == TypeKind.Struct
        || field.AssociatedSymbol is IPropertySymbol { SetMethod: null or { IsInitOnly: true } };

    private void Lower(ValueMutability mutability, bool isDecoded)
    {
        if (mutability != ValueMutability.Immutable && !isDecoded)
        {
            mutability = ValueMutability.Mutable;
        }

        _worst = mutability > _worst ? mutability : _worst;
    }

    private void Reach(ITypeSymbol type, bool isDecoded)
    {
        if (_seen.Add(TypeNames.Plain(type) + (isDecoded ? "" : " made")))
        {
            _pending.Enqueue((type, isDecoded));
        }
    }
}
