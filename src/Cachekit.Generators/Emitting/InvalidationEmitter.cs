using System.Globalization;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;

namespace Cachekit.Generators.Emitting;

/// <summary>Writes a method with <c>[Invalidates]</c> or <c>[InvalidatesTag]</c>: the body, then the removal of the entries.</summary>
internal static class InvalidationEmitter
{
    public static void Emit(
        SourceWriter writer, ContainerModel container, InvalidatingMethodModel method, List<CachedMethodModel> cached, string[] names)
    {
        var signature = method.Signature;
        var targets = new List<(string Nested, bool IsStatic, string Arguments)>();
        var removed = new List<string>();
        foreach (var target in method.Targets)
        {
            for (var i = 0; i < cached.Count; i++)
            {
                if (cached[i].Signature.Order == target.Order)
                {
                    targets.Add((CallText.PrivateType(container, signature, cached[i], names[i]), cached[i].Signature.IsStatic, string.Join(", ", target.Arguments)));
                    removed.Add(cached[i].Signature.Name);
                }
            }
        }

        if (signature.Body is null || (targets.Count == 0 && method.Tags.Count == 0))
        {
            FallbackEmitter.Emit(writer, container, signature);
            return;
        }

        var isAsync = signature.Kind.IsAsync();
        DocumentationEmitter.EmitHead(writer, signature, CacheSummary.Of(method, removed), isAsync && !signature.IsUnsafe);
        if (isAsync && signature.IsUnsafe)
        {
            // There is no await where code is unsafe, and both parts of a method must be or neither.
            writer.Line($"{CallText.Head(signature, isAsync: false)} => {(signature.IsStatic ? "" : "this.")}{CallText.SafeCall(signature)};");
            writer.Line();
            writer.Line(GeneratedAttributes.NonUserCode);
            writer.Open(CallText.SafeHead(signature));
        }
        else
        {
            writer.Open(CallText.Head(signature, isAsync));
        }

        var result = CallText.FreeName(signature, "__result");

        // Only to be cached a span or a pointer is unsupported; it can be passed on.
        var hasResult = signature.Kind.HasValue() || signature.Kind == ReturnKind.Unsupported;

        // The keys are those of the call, whatever the body does to its arguments.
        for (var i = 0; i < targets.Count; i++)
        {
            writer.Line($"var {Key(i)} = new {targets[i].Nested}.Key({targets[i].Arguments}).Snapshot();");
        }

        for (var i = 0; i < method.Tags.Count; i++)
        {
            writer.Line($"var {Tag(i)} = {TagEmitter.Expression(method.Tags[i], static piece => piece.Text)};");
        }

        var call = CallText.Body(container, signature, signature.Body, "this.", static name => name, CallText.Token(signature));
        call = isAsync ? $"await {call}.ConfigureAwait(false)" : call;
        writer.Line(hasResult ? $"var {result} = {call};" : $"{call};");
        for (var i = 0; i < targets.Count; i++)
        {
            var cache = $"{targets[i].Nested}.Cache.In({CallText.Runtime(container, targets[i].IsStatic, "this.")})";
            writer.Line(isAsync ? $"await {cache}.InvalidateAfterCallAsync({Key(i)}).ConfigureAwait(false);" : $"{cache}.InvalidateAfterCall({Key(i)});");
        }

        for (var i = 0; i < method.Tags.Count; i++)
        {
            const string Service = "global::Cachekit.CompilerServices.TagInvalidation";
            var runtime = CallText.Runtime(container, signature.IsStatic, "this.");
            writer.Line(isAsync ? $"await {Service}.AfterCallAsync({runtime}, {Tag(i)}).ConfigureAwait(false);" : $"{Service}.AfterCall({runtime}, {Tag(i)});");
        }

        if (hasResult)
        {
            writer.Line($"return {result};");
        }

        writer.Close();

        string Key(int i) => CallText.FreeName(signature, "__key" + i.ToString(CultureInfo.InvariantCulture));

        string Tag(int i) => CallText.FreeName(signature, "__tag" + i.ToString(CultureInfo.InvariantCulture));
    }
}
