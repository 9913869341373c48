using System.Collections.Immutable;
using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Cachekit.Generators.Diagnostics.Bodies;

/// <summary>Reads what the code of a member does, lambdas and local functions included.</summary>
/// <param name="type">The type that has the member.</param>
/// <param name="bodies">Those of its methods that make cached values.</param>
internal sealed class MemberFactsReader(INamedTypeSymbol type, HashSet<ISymbol> bodies)
{
    public MemberFacts Read(ImmutableArray<IOperation> blocks, CancellationToken cancellationToken)
    {
        var facts = new MemberFacts();
        var pending = new Stack<IOperation>();
        foreach (var block in blocks)
        {
            pending.Push(block);
            while (pending.Count > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var operation = pending.Pop();
                if (operation is INameOfOperation)
                {
                    continue;
                }

                Visit(operation, facts);
                foreach (var child in operation.ChildOperations)
                {
                    pending.Push(child);
                }
            }
        }

        return facts;
    }

    private void Visit(IOperation operation, MemberFacts facts)
    {
        switch (operation)
        {
            case IFieldReferenceOperation { Field: { IsConst: false } field } reference:
                if (IsOwn(field) && AmbientState.Of(field) is null)
                {
                    VisitOwn(field, reference, facts);
                }

                VisitAmbient(reference, facts);
                break;
            case IPropertyReferenceOperation { Property: var property } reference:
                if (IsOwn(property) && IsOfThis(reference))
                {
                    VisitOwnProperty(property, reference, facts);
                }

                VisitAmbient(reference, facts);
                break;
            case IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } parameter } reference:
                VisitOwn(parameter, reference, facts);
                break;
            case IInvocationOperation invocation:
                VisitCall(invocation.TargetMethod, facts);
                VisitAmbient(invocation, facts);
                break;
            case IMethodReferenceOperation { Method: var method }:
                VisitCall(method, facts);
                break;
        }
    }

    private void VisitCall(IMethodSymbol method, MemberFacts facts)
    {
        var definition = (method.ReducedFrom ?? method).OriginalDefinition;
        if (IsOwn(definition))
        {
            facts.Calls.Add(definition.PartialImplementationPart ?? definition);
        }
    }

    private static void VisitOwn(ISymbol member, IOperation reference, MemberFacts facts)
    {
        var symbol = member.OriginalDefinition;
        if (Operations.IsWritten(reference))
        {
            facts.Written.Add(symbol);
        }
        else if ((reference is IParameterReferenceOperation or IMemberReferenceOperation { Instance: null } || IsOfThis(reference)) && !Operations.OnlyDecidesToThrow(reference))
        {
            facts.Reads.Add(new StateRead(symbol, Operations.NameOf(reference.Syntax).GetLocation()));
        }
    }

    private static void VisitOwnProperty(IPropertySymbol property, IPropertyReferenceOperation reference, MemberFacts facts)
    {
        property = property.OriginalDefinition;
        if (IsAutomatic(property))
        {
            VisitOwn(property, reference, facts);
            return;
        }

        if (property.GetMethod is { } getter && !Operations.IsWritten(reference))
        {
            facts.Calls.Add(getter);
        }
    }

    private static bool IsAutomatic(IPropertySymbol property)
    {
        foreach (var member in property.ContainingType.GetMembers())
        {
            if (member is IFieldSymbol { AssociatedSymbol: { } associated } && SymbolEqualityComparer.Default.Equals(associated, property))
            {
                return true;
            }
        }

        return false;
    }

    private void VisitAmbient(IOperation operation, MemberFacts facts)
    {
        if (StateOf(operation) is not { } state || Operations.IsWritten(operation) || Operations.MemberOf(operation) is not { } member)
        {
            return;
        }

        // Of a chain only the first is reported: the others are what it leads to.
        for (var receiver = Operations.ReceiverOf(operation); receiver is not null; receiver = Operations.ReceiverOf(receiver))
        {
            if (StateOf(receiver) is not null)
            {
                return;
            }
        }

        if (operation.Parent is IMemberReferenceOperation { Member.Name: var next } && AmbientState.IsHarmless(next))
        {
            return;
        }

        if (operation.Parent is IConditionalAccessOperation { WhenNotNull: IMemberReferenceOperation { Member.Name: var conditional } } && AmbientState.IsHarmless(conditional))
        {
            return;
        }

        var name = Operations.NameOf(operation.Syntax);
        facts.Ambient.Add(new AmbientRead(member.OriginalDefinition, DisplayOf(operation, member), state, name.GetLocation()));
    }

    private AmbientState? StateOf(IOperation operation)
    {
        if (Operations.MemberOf(operation) is not { } member)
        {
            return null;
        }

        if (AmbientState.Of(member) is { } known)
        {
            // A local has it from somewhere, and that is reported.
            return Operations.ReceiverOf(operation) is { } source && Operations.RootOf(source) is ILocalReferenceOperation && member.ContainingType.Name == "HttpContext" ? null : known;
        }

        if (member is IFieldSymbol || operation is IInvocationOperation { TargetMethod: var method } && !TakesNothing(method) && !AmbientState.IsPrincipal(method.ContainingType)
            || Operations.ReceiverOf(operation) is not { Type: { } receiverType } receiver)
        {
            return null;
        }

        var isHeld = IsHeld(Operations.RootOf(receiver));
        if (AmbientState.OfWhole(receiverType) is { } whole && (isHeld || IsArgument(Operations.RootOf(receiver))))
        {
            return whole;
        }

        if (!isHeld && receiverType.TypeKind != TypeKind.Interface || operation is IInvocationOperation { TargetMethod.ReturnsVoid: true })
        {
            return null;
        }

        return CallerNames.IsAccessor(receiverType, member) || (isHeld && CallerNames.IsCaller(member.Name) && !StateRules.IsData(receiverType) && !CallerNames.IsConfiguration(receiverType))
            ? AmbientState.Accessor
            : null;
    }

    /// <summary>Whether an operation reads what the instance holds, and not what it was given for this call.</summary>
    private bool IsHeld(IOperation root) => root switch
    {
        IFieldReferenceOperation { Field: var field } => IsOwn(field),
        IPropertyReferenceOperation { Property: var property } => IsOwn(property),
        IParameterReferenceOperation { Parameter: var parameter } =>
            parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } || parameter.HasAttribute(KnownNames.CacheIgnore),
        _ => false,
    };

    /// <summary>Whether an operation reads a parameter of a cached body. A user or a request has no place in a key, so it is one that was left out.</summary>
    private bool IsArgument(IOperation root) => root is IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol method } && bodies.Contains(method);

    private static bool TakesNothing(IMethodSymbol method)
    {
        foreach (var parameter in method.Parameters)
        {
            if (!parameter.IsOptional && !parameter.Type.Is(KnownNames.CancellationToken))
            {
                return false;
            }
        }

        return !method.IsExtensionMethod;
    }

    private static string DisplayOf(IOperation operation, ISymbol member)
    {
        // What the user wrote, as far as it is short enough to be read in a message.
        var text = operation.Syntax is InvocationExpressionSyntax call ? call.Expression.ToString() : operation.Syntax.ToString();
        return text.Length <= 60 && text.IndexOf('\n') < 0 && !text.StartsWith(".", StringComparison.Ordinal)
            ? text
            : $"{member.ContainingType.Name}.{member.Name}";
    }

    private static bool IsOfThis(IOperation operation) =>
        operation is IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } };

    private bool IsOwn(ISymbol member)
    {
        foreach (var current in type.SelfAndBases())
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, member.ContainingType?.OriginalDefinition))
            {
                return true;
            }
        }

        return false;
    }
}
