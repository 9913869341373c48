using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Cachekit.Generators.Diagnostics.Bodies;

/// <summary>Questions about operations.</summary>
internal static class Operations
{
    /// <summary>Whether a reference is the target of an assignment, counted up or passed by reference: the code makes the value itself.</summary>
    public static bool IsWritten(IOperation reference)
    {
        var child = reference;
        var parent = reference.Parent;
        while (parent is ITupleOperation or IParenthesizedOperation or IConversionOperation { Parent: IDeconstructionAssignmentOperation })
        {
            child = parent;
            parent = parent.Parent;
        }

        return parent switch
        {
            IAssignmentOperation assignment => assignment.Target == child,
            IIncrementOrDecrementOperation => true,
            IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => true,
            _ => false,
        };
    }

    /// <summary>The member that an operation reads or calls.</summary>
    public static ISymbol? MemberOf(IOperation operation) => operation switch
    {
        IMemberReferenceOperation reference => reference.Member,
        IInvocationOperation invocation => invocation.TargetMethod,
        _ => null,
    };

    /// <summary>What a member is read from; of <c>a?.B</c> it is <c>a</c>.</summary>
    public static IOperation? ReceiverOf(IOperation operation)
    {
        var receiver = operation switch
        {
            IMemberReferenceOperation reference => reference.Instance,
            IInvocationOperation { TargetMethod.IsExtensionMethod: true, Arguments.Length: > 0 } extension => extension.Arguments[0].Value,
            IInvocationOperation invocation => invocation.Instance,
            _ => null,
        };
        return receiver is null ? null : Bare(receiver);
    }

    /// <summary>The start of a chain of members.</summary>
    public static IOperation RootOf(IOperation operation)
    {
        var current = Bare(operation);
        while (ReceiverOf(current) is { } receiver and not IInstanceReferenceOperation)
        {
            current = receiver;
        }

        return current;
    }

    /// <summary>Whether a value is the condition of a failure and nothing else: what fails is not cached.</summary>
    public static bool OnlyDecidesToThrow(IOperation reference)
    {
        var child = reference;
        var parent = reference.Parent;
        while (parent is IUnaryOperation or IBinaryOperation or IParenthesizedOperation or IConversionOperation or IIsPatternOperation or IIsTypeOperation)
        {
            child = parent;
            parent = parent.Parent;
        }

        return parent is IConditionalOperation conditional
            && conditional.Condition == child
            && (Throws(conditional.WhenTrue) || (conditional.WhenFalse is { } otherwise && Throws(otherwise)));
    }

    /// <summary>The name in an expression: the smallest text that says what is read.</summary>
    public static SyntaxNode NameOf(SyntaxNode syntax) => syntax switch
    {
        InvocationExpressionSyntax invocation => NameOf(invocation.Expression),
        MemberAccessExpressionSyntax access => access.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        _ => syntax,
    };

    private static bool Throws(IOperation operation) => operation switch
    {
        IThrowOperation => true,
        IConversionOperation conversion => Throws(conversion.Operand),
        IExpressionStatementOperation statement => Throws(statement.Operation),
        IBlockOperation { Operations: { Length: > 0 } operations } => Throws(operations[operations.Length - 1]),
        _ => false,
    };

    public static IOperation Bare(IOperation operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation conversion:
                    operation = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    operation = parenthesized.Operand;
                    break;
                case IAwaitOperation await:
                    operation = await.Operation;
                    break;
                case IConditionalAccessInstanceOperation instance when AccessOf(instance) is { } access:
                    operation = access.Operation;
                    break;
                default:
                    return operation;
            }
        }
    }

    /// <summary>The <c>?.</c> whose right side begins with an operation.</summary>
    private static IConditionalAccessOperation? AccessOf(IOperation instance)
    {
        var child = instance;
        for (var parent = instance.Parent; parent is not null; child = parent, parent = parent.Parent)
        {
            if (parent is IConditionalAccessOperation access && access.WhenNotNull == child)
            {
                return access;
            }
        }

        return null;
    }
}
