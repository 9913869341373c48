using System.Text;
using Cachekit.Generators.Models;
using Cachekit.Generators.Parsing;

namespace Cachekit.Generators.Emitting;

/// <summary>Pieces of text that several emitters need.</summary>
internal static class CallText
{
    /// <summary>The head of the implementing part.</summary>
    public static string Head(SignatureModel signature, bool isAsync)
    {
        var text = new StringBuilder(signature.Modifiers);
        text.Append(isAsync ? "async partial " : "partial ").Append(signature.ReturnType).Append(' ');
        text.Append(Infrastructure.SymbolExtensions.EscapeIdentifier(signature.Name)).Append(signature.TypeParameterList).Append('(');
        for (var i = 0; i < signature.Parameters.Count; i++)
        {
            var parameter = signature.Parameters[i];
            text.Append(i == 0 ? "" : ", ").Append(parameter.Modifiers).Append(parameter.Type).Append(' ').Append(parameter.Name);
        }

        return text.Append(')').Append(signature.ConstraintList).ToString();
    }

    /// <summary>A call of the uncached body.</summary>
    /// <param name="signature">The method.</param>
    /// <param name="body">Its body.</param>
    /// <param name="receiver">What an instance body is called on, with a dot at the end.</param>
    /// <param name="argument">The expression that holds a parameter.</param>
    /// <param name="token">The expression that holds the cancellation token.</param>
    public static string Body(SignatureModel signature, BodyModel body, string receiver, Func<string, string> argument, string token)
    {
        var text = new StringBuilder(body.IsStatic ? "" : receiver).Append(body.Name).Append(signature.TypeParameterList).Append('(');
        for (var i = 0; i < body.Arguments.Count; i++)
        {
            var given = body.Arguments[i];
            text.Append(i == 0 ? "" : ", ").Append(given.IsCancellationToken ? "" : given.Modifier).Append(given.IsCancellationToken ? token : argument(given.Parameter));
        }

        return text.Append(')').ToString();
    }

    /// <summary>The method's own cancellation token, or none.</summary>
    public static string Token(SignatureModel signature)
    {
        foreach (var parameter in signature.Parameters)
        {
            if (parameter.Role == ParameterRole.CancellationToken)
            {
                return parameter.Name;
            }
        }

        return "default(global::System.Threading.CancellationToken)";
    }

    /// <summary>The expression for the runtime of a method; <c>null</c> is the ambient one.</summary>
    /// <param name="container">The type.</param>
    /// <param name="isStatic">Whether the method is static.</param>
    /// <param name="receiver">The instance, with a dot at the end.</param>
    public static string Runtime(ContainerModel container, bool isStatic, string receiver) => isStatic
        ? container.StaticRuntimeExpression is null ? "null" : ContainerParser.StaticRuntimeProperty
        : container.RuntimeExpression is null ? "null" : receiver + ContainerParser.RuntimeProperty;

    /// <summary>The nested class with a method's key, body and definition.</summary>
    public static string PrivateType(CachedMethodModel method, string name) =>
        $"{ContainerParser.PrivateType}.{name}Method{method.Signature.TypeParameterList}";
}
