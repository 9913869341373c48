using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Cachekit.Generators.Diagnostics;

/// <summary>Follows secrets through one block of code: from where they are read into locals that are assigned once, and into texts that are made of them.</summary>
/// <remarks>It does not look into other methods, so it finds what a reader would see at a glance. A local that is assigned several times is left alone.</remarks>
internal sealed class SecretFlow
{
    private static readonly HashSet<string> TextMethods = new(
        ["ToString", "Trim", "TrimStart", "TrimEnd", "ToUpper", "ToUpperInvariant", "ToLower", "ToLowerInvariant", "Substring", "Replace", "Insert", "Remove", "PadLeft", "PadRight", "Normalize", "Concat", "Format", "Join"],
        StringComparer.Ordinal);

    private readonly Dictionary<ILocalSymbol, IOperation> _values = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ILocalSymbol> _secretLocals = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ILocalSymbol> _assignedAgain = new(SymbolEqualityComparer.Default);

    public SecretFlow(IReadOnlyList<IOperation> operations)
    {
        foreach (var operation in operations)
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation { Initializer.Value: { } value } declarator:
                    Assign(declarator.Symbol, value);
                    break;
                case ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment:
                    Assign(target.Local, assignment.Value);
                    break;
                case ICompoundAssignmentOperation { Target: ILocalReferenceOperation target }:
                    _assignedAgain.Add(target.Local);
                    break;
                case IArgumentOperation { Parameter.RefKind: RefKind.Out or RefKind.Ref } argument when LocalOf(argument.Value) is { } local:
                    if (argument.Parent is IInvocationOperation { TargetMethod: { Name: "TryGetValue", ContainingType: { } type } } && type.Is(KnownNames.Secrets))
                    {
                        _secretLocals.Add(local);
                    }
                    else
                    {
                        _assignedAgain.Add(local);
                    }

                    break;
            }
        }
    }

    /// <summary>The secret in a value, as a message may name it, or null.</summary>
    public (string Name, SyntaxNode Place)? Find(IOperation? operation, int depth = 0)
    {
        // Locals of locals of locals.
        if (operation is null || depth > 30)
        {
            return null;
        }

        depth++;
        switch (operation)
        {
            case IConversionOperation conversion:
                return Find(conversion.Operand, depth);
            case IParenthesizedOperation parenthesized:
                return Find(parenthesized.Operand, depth);
            case IPropertyReferenceOperation reference:
                return IsSecret(reference) ? (reference.Property.IsIndexer ? "A value of Secrets" : $"'{reference.Property.Name}'", reference.Syntax) : null;
            case IParameterReferenceOperation { Parameter: var parameter }:
                return IsMarked(parameter) ? ($"'{parameter.Name}'", operation.Syntax) : null;
            case ILocalReferenceOperation { Local: var local }:
                return IsSecret(local, depth) ? ($"'{local.Name}'", operation.Syntax) : null;
            case IInvocationOperation invocation:
                return OfCall(invocation, depth);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum:
                return Find(sum.LeftOperand, depth) ?? Find(sum.RightOperand, depth);
            case ICoalesceOperation coalesce:
                return Find(coalesce.Value, depth) ?? Find(coalesce.WhenNull, depth);
            case IConditionalOperation conditional:
                return Find(conditional.WhenTrue, depth) ?? Find(conditional.WhenFalse, depth);
            case IConditionalAccessOperation access:
                return access.WhenNotNull is IInvocationOperation { TargetMethod.Name: var name } && TextMethods.Contains(name) ? Find(access.Operation, depth) : Find(access.WhenNotNull, depth);
            case IInterpolatedStringOperation interpolated:
                return First(interpolated.Parts, depth);
            case IInterpolationOperation interpolation:
                return Find(interpolation.Expression, depth);
            case IInterpolatedStringHandlerCreationOperation handler:
                return Find(handler.Content, depth);
            case IInterpolatedStringAppendOperation append:
                return Find(append.AppendCall, depth);
            case IArrayCreationOperation { Initializer.ElementValues: var elements }:
                return First(elements, depth);
            default:
                return null;
        }
    }

    /// <summary>Whether a member or parameter is marked with <c>[Secret]</c>; of records and settings the parameter of a property's name can be.</summary>
    public static bool IsMarked(ISymbol symbol)
    {
        if (symbol.FindAttribute(KnownNames.Secret) is { } secret)
        {
            return secret.ArgumentAt(0) is not false;
        }

        if (symbol is not IPropertySymbol { ContainingType: { } type } property || !(type.IsRecord || type.HasAttribute(KnownNames.SecretSettings)))
        {
            return false;
        }

        foreach (var constructor in type.InstanceConstructors)
        {
            foreach (var parameter in constructor.Parameters)
            {
                if (string.Equals(parameter.Name, property.Name, StringComparison.OrdinalIgnoreCase) && parameter.HasAttribute(KnownNames.Secret))
                {
                    return IsMarked(parameter);
                }
            }
        }

        return false;
    }

    private (string Name, SyntaxNode Place)? OfCall(IInvocationOperation invocation, int depth)
    {
        var method = invocation.TargetMethod;
        if (method.ContainingType is { } type && type.Is(KnownNames.Secrets))
        {
            return method.Name is "Get" or "GetJson" ? ("A value of Secrets", invocation.Syntax) : null;
        }

        // What the handler of an interpolated string is given.
        if (method.Name is "AppendFormatted" && invocation.Arguments.Length > 0)
        {
            return Find(invocation.Arguments[0].Value, depth);
        }

        if (!TextMethods.Contains(method.Name))
        {
            return null;
        }

        if (Find(invocation.Instance, depth) is { } found)
        {
            return found;
        }

        if (method.ContainingType?.SpecialType == SpecialType.System_String)
        {
            foreach (var argument in invocation.Arguments)
            {
                if (Find(argument.Value, depth) is { } inner)
                {
                    return inner;
                }
            }
        }

        return null;
    }

    private (string Name, SyntaxNode Place)? First(IEnumerable<IOperation> operations, int depth)
    {
        foreach (var operation in operations)
        {
            if (Find(operation, depth) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static bool IsSecret(IPropertyReferenceOperation reference) =>
        reference.Property.IsIndexer ? reference.Property.ContainingType.Is(KnownNames.Secrets) : IsMarked(reference.Property);

    private bool IsSecret(ILocalSymbol local, int depth) =>
        !_assignedAgain.Contains(local) && (_secretLocals.Contains(local) || (_values.TryGetValue(local, out var value) && Find(value, depth) is not null));

    private void Assign(ILocalSymbol local, IOperation value)
    {
        if (_values.ContainsKey(local) || _secretLocals.Contains(local))
        {
            _assignedAgain.Add(local);
        }
        else
        {
            _values.Add(local, value);
        }
    }

    private static ILocalSymbol? LocalOf(IOperation operation) => operation switch
    {
        IDeclarationExpressionOperation { Expression: ILocalReferenceOperation declared } => declared.Local,
        ILocalReferenceOperation reference => reference.Local,
        _ => null,
    };
}
