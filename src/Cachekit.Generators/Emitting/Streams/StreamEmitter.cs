using Cachekit.Generators.Emitting.Keys;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;

namespace Cachekit.Generators.Emitting.Streams;

/// <summary>Writes the implementation of a method that returns a stream, and its private class.</summary>
internal static class StreamEmitter
{
    private const string Services = "global::Cachekit.CompilerServices";

    public static void Emit(SourceWriter writer, ContainerModel container, CachedMethodModel method, string name)
    {
        var signature = method.Signature;
        DocumentationEmitter.EmitHead(writer, signature, CacheSummary.Of(method.Plan!));
        var nested = CallText.PrivateType(container, signature, method, name);
        writer.Line(CallText.Head(signature, isAsync: false) + " =>");
        writer.Indent();
        writer.Line($"{Services}.StreamCache.Get<{nested}.Key, {method.Stream!.ItemType}, {nested}.Body>(");
        writer.Indent();
        writer.Line($"{nested}.Cache.In({CallText.Runtime(container, signature.IsStatic, "this.")})!,");
        writer.Line($"new {nested}.Key({MethodEmitter.KeyArguments(method.Plan!, "this.")}),");
        writer.Line($"new {nested}.Body({MethodEmitter.BodyArguments(signature, "this")}),");
        writer.Line($"{CallText.Token(signature)});");
        writer.Unindent();
        writer.Unindent();
    }

    /// <summary>The class with the key, the body and the definition; generic where the method is.</summary>
    public static void EmitPrivateParts(SourceWriter writer, ContainerModel container, CachedMethodModel method, string name)
    {
        var signature = method.Signature;
        var plan = method.Plan!;
        writer.Open($"internal static class {HandleNames.PrivateTypeOf(name)}{signature.TypeParameterHead}{signature.ConstraintList}");
        MethodEmitter.EmitDefinition(writer, container, signature, plan);
        writer.Line();
        KeyStructEmitter.Emit(writer, "Key", plan.Key, accessibility: "internal", tenant: SecurityEmitter.TenantIn(plan), method: plan.KeyName);
        writer.Line();
        EmitBody(writer, container, method);
        writer.Close();
    }

    /// <summary>The body as one that returns the whole list, for the handle.</summary>
    public static string Drained(CachedMethodModel method, string nested, string body) => $"new {Services}.StreamDrain<{method.Stream!.ItemType}, {nested}.Body>({body})";

    private static void EmitBody(SourceWriter writer, ContainerModel container, CachedMethodModel method)
    {
        var signature = method.Signature;
        var contract = $"{Services}.IStreamBody<{method.Stream!.ItemType}>";
        var kept = new List<ParameterModel>();
        foreach (var parameter in signature.Parameters)
        {
            if (parameter.Role != ParameterRole.CancellationToken)
            {
                kept.Add(parameter);
            }
        }

        writer.Line(GeneratedAttributes.NonUserCode);
        writer.Open($"internal readonly struct Body : {contract}");
        CallFields.Emit(writer, container, signature, kept);
        var call = CallText.Body(container, signature, signature.Body!, "Owner.", static name => "this._" + name.TrimStart('@'), "cancellationToken");
        writer.Line($"global::System.Collections.Generic.IAsyncEnumerable<{method.Stream.ItemType}> {contract}.Invoke(global::System.Threading.CancellationToken cancellationToken) => {call}!;");
        writer.Close();
    }
}
