using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;

namespace Cachekit.Generators.Emitting;

/// <summary>Writes a method that cannot be cached: it calls its body, so that the user reads our message and not the compiler's.</summary>
internal static class FallbackEmitter
{
    public static void Emit(SourceWriter writer, ContainerModel container, SignatureModel signature)
    {
        DocumentationEmitter.EmitHead(writer, signature, remark: "");
        writer.Line(CallText.Head(signature, isAsync: false) + " =>");
        writer.Indent();
        writer.Line(Expression(container, signature) + ";");
        writer.Unindent();
    }

    private static string Expression(ContainerModel container, SignatureModel signature)
    {
        if (signature.Body is not { } body)
        {
            return $"throw new global::System.NotSupportedException({Literals.Of($"'{signature.Name}' was compiled with an error in its use of Cachekit.")})";
        }

        var call = CallText.Body(container, signature, body, "this.", static name => name, CallText.Token(signature));
        if (body.ReturnsCacheable)
        {
            return signature.Kind switch
            {
                ReturnKind.TaskOfValue => $"{BodyEmitter.Freshness}.ValueOfAsync<{signature.ValueType}>({call}!).AsTask()",
                ReturnKind.ValueTaskOfValue => $"{BodyEmitter.Freshness}.ValueOfAsync<{signature.ValueType}>({call}!)",
                _ => $"{BodyEmitter.Freshness}.ValueOf<{signature.ValueType}>({call}!)",
            };
        }

        return (signature.Kind, body.Kind) switch
        {
            (ReturnKind.Task or ReturnKind.TaskOfValue, ReturnKind.ValueTask or ReturnKind.ValueTaskOfValue) => call + ".AsTask()",
            (ReturnKind.ValueTask or ReturnKind.ValueTaskOfValue, ReturnKind.Task or ReturnKind.TaskOfValue) => $"new {signature.ReturnType}({call})",
            _ => call,
        };
    }
}
