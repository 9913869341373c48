using System.Text;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;

namespace Cachekit.Generators.Emitting;

/// <summary>Pieces of text that several emitters need.</summary>
internal static class CallText
{
    /// <summary>The head of the implementing part.</summary>
    public static string Head(SignatureModel signature, bool isAsync)
    {
        var text = new StringBuilder(signature.Modifiers);
        text.Append(isAsync ? "async " : "").Append(signature.IsPartial ? "partial " : "").Append(signature.ReturnType).Append(' ');
        text.Append(signature.Implements is null ? "" : signature.Implements + ".");
        text.Append(signature.Name.EscapeIdentifier()).Append(signature.TypeParameterList).Append('(');
        for (var i = 0; i < signature.Parameters.Count; i++)
        {
            var parameter = signature.Parameters[i];
            text.Append(i == 0 ? "" : ", ").Append(parameter.Modifiers).Append(parameter.Type).Append(' ').Append(parameter.Name);
        }

        return text.Append(')').Append(signature.HeadConstraintList).ToString();
    }

    /// <summary>The head of a method beside an unsafe one that does its work, safe and asynchronous.</summary>
    public static string SafeHead(SignatureModel signature)
    {
        var text = new StringBuilder(signature.IsStatic ? "private static async " : "private async ");
        text.Append(signature.ReturnType).Append(' ').Append(SafeName(signature)).Append(signature.TypeParameterHead).Append('(');
        for (var i = 0; i < signature.Parameters.Count; i++)
        {
            text.Append(i == 0 ? "" : ", ").Append(signature.Parameters[i].Type).Append(' ').Append(signature.Parameters[i].Name);
        }

        return text.Append(')').Append(signature.ConstraintList).ToString();
    }

    /// <summary>A call of <see cref="SafeHead"/>.</summary>
    public static string SafeCall(SignatureModel signature)
    {
        var text = new StringBuilder(SafeName(signature)).Append(signature.TypeParameterList).Append('(');
        for (var i = 0; i < signature.Parameters.Count; i++)
        {
            text.Append(i == 0 ? "" : ", ").Append(signature.Parameters[i].Name);
        }

        return text.Append(')').ToString();
    }

    private static string SafeName(SignatureModel signature) => "__cachekit" + signature.Name;

    /// <summary>A call of the uncached body.</summary>
    /// <param name="container">The type.</param>
    /// <param name="signature">The method.</param>
    /// <param name="body">Its body.</param>
    /// <param name="receiver">What an instance body is called on, with a dot at the end.</param>
    /// <param name="argument">The expression that holds a parameter.</param>
    /// <param name="token">The expression that holds the cancellation token.</param>
    /// <param name="previous">The expression that holds what the cache still has, or null where nobody looked.</param>
    public static string Body(
        ContainerModel container, SignatureModel signature, BodyModel body, string receiver, Func<string, string> argument, string token, string? previous = null)
    {
        var text = new StringBuilder(body.IsStatic ? (container.InnerType ?? container.TypeName) + "." : container.HasInner ? Inner(signature, receiver) : receiver).Append(body.Name).Append(signature.TypeParameterList).Append('(');
        for (var i = 0; i < body.Arguments.Count; i++)
        {
            var given = body.Arguments[i];
            text.Append(i == 0 ? "" : ", ").Append(given.Kind switch
            {
                BodyArgumentKind.CancellationToken => token,
                BodyArgumentKind.Previous => previous ?? $"default(global::Cachekit.CachePrevious<{signature.ValueType}>)!",
                _ => given.Modifier + argument(given.Parameter),
            });
        }

        return text.Append(')').ToString();
    }

    /// <summary>What a call goes on to, with a dot at the end. As the interface, since the class may implement the member by name.</summary>
    private static string Inner(SignatureModel signature, string receiver) =>
        signature.Implements is { } type ? $"(({type}){receiver}{GeneratedNames.Inner})." : $"{receiver}{GeneratedNames.Inner}.";

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
        ? container.StaticRuntimeExpression is null ? "null" : $"{container.TypeName}.{GeneratedNames.StaticRuntimeProperty}"
        : container.RuntimeExpression is null ? "null" : receiver + GeneratedNames.RuntimeProperty;

    /// <summary>The nested class with a method's key, body and definition.</summary>
    /// <param name="container">The type.</param>
    /// <param name="caller">The method whose parameters are in scope.</param>
    /// <param name="method">The cached method.</param>
    /// <param name="name">The name of its handle.</param>
    public static string PrivateType(ContainerModel container, SignatureModel caller, CachedMethodModel method, string name) =>
        $"{(Takes(caller, GeneratedNames.PrivateType) ? container.TypeName + "." : "")}{GeneratedNames.PrivateType}.{HandleNames.PrivateTypeOf(name)}{method.Signature.TypeParameterList}";

    /// <summary>A name for a local or a parameter of ours that no parameter of the method has.</summary>
    public static string FreeName(SignatureModel signature, string name)
    {
        while (Takes(signature, name))
        {
            name += "_";
        }

        return name;
    }

    private static bool Takes(SignatureModel signature, string name)
    {
        foreach (var parameter in signature.Parameters)
        {
            if (parameter.PlainName == name)
            {
                return true;
            }
        }

        return false;
    }
}
