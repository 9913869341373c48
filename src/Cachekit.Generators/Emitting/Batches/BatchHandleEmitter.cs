using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;

namespace Cachekit.Generators.Emitting.Batches;

/// <summary>Writes the members of the handle of a method of many ids.</summary>
internal static class BatchHandleEmitter
{
    private const string Token = "global::System.Threading.CancellationToken";
    private const string ValueTask = "global::System.Threading.Tasks.ValueTask";

    /// <summary>Writes the members.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="method">The batch.</param>
    /// <param name="nested">Its private class.</param>
    /// <param name="cache">The expression for its cache.</param>
    public static void EmitMembers(SourceWriter writer, CachedMethodModel method, string nested, string cache)
    {
        var signature = method.Signature;
        var batch = method.Batch!;
        var value = method.Plan!.Value.TypeName;
        var types = BatchEmitter.TypeArguments(method, nested);
        var ids = BatchEmitter.ArrayOf(batch);
        var call = $"new {nested}.Body({BatchEmitter.Arguments(method, "this._owner", keyOnly: true)})";
        writer.Line("/// <summary>The settings of the method as they apply, and what happened so far.</summary>");
        writer.Line($"public global::Cachekit.CachedMethodInfo Info => {cache}.Info;");
        writer.Line();
        writer.Line("/// <summary>Removes the entries of these ids from every layer.</summary>");
        HandleEmitter.EmitMember(writer, $"{ValueTask} InvalidateAsync", signature, keyOnly: true, token => $"{cache}.InvalidateManyAsync{types}({ids}, {call}, {token})");
        writer.Line();
        writer.Line("/// <summary>Removes the entries of all ids and arguments from every layer.</summary>");
        writer.Line($"public {ValueTask} InvalidateAllAsync({Token} cancellationToken = default) => {cache}.InvalidateAllAsync(cancellationToken);");
        writer.Line();
        writer.Line("/// <summary>Runs the uncached body now for all of these ids and stores their values; a failure leaves the entries as they were.</summary>");
        var refresh = signature.Kind.IsAsync() ? "RefreshManyAsync" : "RefreshManySyncBodyAsync";
        var full = $"new {nested}.Body({BatchEmitter.Arguments(method, "this._owner", keyOnly: false)})";
        HandleEmitter.EmitMember(
            writer, $"{ValueTask}<{signature.ValueType}> RefreshAsync", signature, keyOnly: false, token => $"{cache}.{refresh}{types}({ids}, {full}, {token})", signature.CallMarks);
        writer.Line();
        writer.Line("/// <summary>Looks for the entries without running the body: one answer for each id, in their order.</summary>");
        HandleEmitter.EmitMember(
            writer,
            $"{ValueTask}<global::System.Collections.Generic.IReadOnlyList<global::Cachekit.CacheLookup<{value}>>> TryGetAsync",
            signature,
            keyOnly: true,
            token => $"{cache}.TryGetManyAsync{types}({ids}, {call}, {token})");
        writer.Line();
        writer.Line("/// <summary>The key of one id in the backend.</summary>");
        var id = CallText.FreeName(signature, "id");
        writer.Line($"public string Key({HandleEmitter.Parameters(OfOneId(signature, batch.Ids, batch.IdType, id), keyOnly: true, keepParams: false, keepDefaults: true)}) => {cache}.GetKey{types}({id}, {call});");
    }

    private static SignatureModel OfOneId(SignatureModel signature, string ids, string type, string name)
    {
        var parameters = new List<ParameterModel>();
        foreach (var parameter in signature.Parameters)
        {
            parameters.Add(parameter.Name == ids ? new ParameterModel(name, type, "", "", null, ParameterRole.Key) : parameter);
        }

        return signature with { Parameters = parameters.ToEquatableArray() };
    }
}
