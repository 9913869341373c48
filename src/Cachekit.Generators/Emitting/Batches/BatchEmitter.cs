using System.Text;
using Cachekit.Generators.Emitting.Keys;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;
using Cachekit.Generators.Models.Batches;

namespace Cachekit.Generators.Emitting.Batches;

/// <summary>Writes the implementation of a method of many ids, and the call that the runtime makes of it.</summary>
internal static class BatchEmitter
{
    private const string Services = "global::Cachekit.CompilerServices";
    private const string Ids = "ids";

    public static void Emit(SourceWriter writer, ContainerModel container, CachedMethodModel method, string name)
    {
        var signature = method.Signature;
        DocumentationEmitter.EmitHead(writer, signature, CacheSummary.Of(method.Plan!));
        var nested = CallText.PrivateType(container, signature, method, name);
        var get = signature.Kind switch
        {
            ReturnKind.TaskOfValue => "GetManyTaskAsync",
            ReturnKind.ValueTaskOfValue => "GetManyAsync",
            _ => "GetMany",
        };
        writer.Line(CallText.Head(signature, isAsync: false) + " =>");
        writer.Indent();
        writer.Line($"{nested}.Cache.In({CallText.Runtime(container, signature.IsStatic, "this.")}).{get}{TypeArguments(method, nested)}(");
        writer.Indent();
        writer.Line($"{ArrayOf(method.Batch!)}, new {nested}.Body({Arguments(method, "this", keyOnly: false)}), {CallText.Token(signature)});");
        writer.Unindent();
        writer.Unindent();
    }

    /// <summary>The class with the call, and with the key and the definition where they are the batch's own.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="container">The type.</param>
    /// <param name="method">The batch.</param>
    /// <param name="name">The name of its handle.</param>
    /// <param name="shared">The private class of the method whose entries these are, or null.</param>
    public static void EmitPrivateParts(SourceWriter writer, ContainerModel container, CachedMethodModel method, string name, string? shared)
    {
        var signature = method.Signature;
        var plan = method.Plan!;
        writer.Open($"internal static class {HandleNames.PrivateTypeOf(name)}{signature.TypeParameterHead}{signature.ConstraintList}");
        if (shared is not null)
        {
            writer.Line($"internal static {Services}.CachedMethod<{shared}.Key, {plan.Value.TypeName}> Cache => {shared}.Cache;");
        }
        else
        {
            MethodEmitter.EmitDefinition(writer, container, signature, plan);
            writer.Line();
            KeyStructEmitter.Emit(writer, "Key", plan.Key, accessibility: "internal", tenant: SecurityEmitter.TenantIn(plan), method: plan.KeyName);
        }

        writer.Line();
        EmitBody(writer, container, method, shared is null ? "Key" : shared + ".Key");
        writer.Close();
    }

    /// <summary>What the runtime's members for batches are generic in.</summary>
    public static string TypeArguments(CachedMethodModel method, string nested) => $"<{method.Batch!.IdType}, {method.Signature.ValueType}, {nested}.Body>";

    /// <summary>The caller's ids as an array of the engine's own.</summary>
    public static string ArrayOf(BatchModel batch) => batch.IdsType.StartsWith("global::System.Memory<", StringComparison.Ordinal)
        || batch.IdsType.StartsWith("global::System.ReadOnlyMemory<", StringComparison.Ordinal)
        ? $"{batch.Ids}.ToArray()"
        : $"{Services}.BatchIds.Of<{batch.IdType}>({batch.Ids}, {Literals.Of(batch.Ids.TrimStart('@'))})";

    /// <summary>What fills the call: the owner, and all arguments but the ids and the token.</summary>
    /// <param name="method">The batch.</param>
    /// <param name="owner">The instance.</param>
    /// <param name="keyOnly">Whether there are no arguments that are not in the key: the call is used for its keys only.</param>
    public static string Arguments(CachedMethodModel method, string owner, bool keyOnly)
    {
        var text = new StringBuilder(method.Signature.IsStatic ? "" : owner);
        foreach (var parameter in Others(method))
        {
            text.Append(text.Length == 0 ? "" : ", ").Append(keyOnly && parameter.Role == ParameterRole.Ignored ? "default!" : parameter.Name);
        }

        return text.ToString();
    }

    private static List<ParameterModel> Others(CachedMethodModel method)
    {
        var others = new List<ParameterModel>();
        foreach (var parameter in method.Signature.Parameters)
        {
            if (parameter.Role != ParameterRole.CancellationToken && parameter.Name != method.Batch!.Ids)
            {
                others.Add(parameter);
            }
        }

        return others;
    }

    private static void EmitBody(SourceWriter writer, ContainerModel container, CachedMethodModel method, string key)
    {
        var signature = method.Signature;
        var batch = method.Batch!;
        var isAsync = signature.Kind.IsAsync();
        var value = method.Plan!.Value.TypeName;
        var arguments = $"<{batch.IdType}, {key}, {value}, {signature.ValueType}>";
        var contract = $"{Services}.IBatchBody{arguments}";
        var call = $"{Services}.{(isAsync ? "IAsyncBatchBody" : "ISyncBatchBody")}{arguments}";
        var items = $"{Services}.BatchItems<{batch.IdType}, {value}> items";
        writer.Line(GeneratedAttributes.NonUserCode);
        writer.Open($"internal readonly struct Body : {call}");
        CallFields.Emit(writer, container, method.Signature, Others(method));
        writer.Line($"string {contract}.Method => {Literals.Of(MethodName(method))};");
        writer.Line();
        writer.Line($"bool {contract}.RemembersAbsent => {Literals.Of(batch.RemembersAbsent)};");
        writer.Line();
        writer.Line($"{key} {contract}.KeyOf({batch.IdType} id) => new {key}({KeyArguments(method)});");
        writer.Line();
        writer.Line($"void {contract}.Split({signature.ValueType} result, {items}) => {Services}.BatchResults.{Split(batch, value)};");
        writer.Line();
        writer.Line($"{signature.ValueType} {contract}.Join({items}) => {Join(batch, value)}!;");
        writer.Line();
        var result = isAsync ? $"global::System.Threading.Tasks.ValueTask<{signature.ValueType}>" : signature.ValueType;
        writer.Line($"{result} {call}.{(isAsync ? "InvokeAsync" : "Invoke")}({batch.IdType}[] {Ids}, global::System.Threading.CancellationToken cancellationToken) =>");
        writer.Indent();
        var body = CallText.Body(container, signature, WithoutModifierOfIds(signature.Body!, batch), "Owner.", Argument, "cancellationToken");
        writer.Line(signature.Body!.Kind == ReturnKind.TaskOfValue ? $"new {result}({body});" : $"{body};");
        writer.Unindent();
        writer.Close();

        string Argument(string name) => name == batch.Ids ? Passed(batch) : "this._" + name.TrimStart('@');
    }

    /// <summary>The batch for people, whosever entries it uses.</summary>
    private static string MethodName(CachedMethodModel method)
    {
        var single = method.Plan!.KeyName;
        return single.Substring(0, single.LastIndexOf('.') + 1) + method.Signature.Name;
    }

    private static string KeyArguments(CachedMethodModel method)
    {
        var text = new StringBuilder();
        foreach (var source in method.Plan!.KeySources)
        {
            text.Append(text.Length == 0 ? "" : ", ").Append(
                source.IsMember ? "this.Owner." + source.Name : source.Name == method.Batch!.IdSource ? "id" : "this._" + source.Name.TrimStart('@'));
        }

        return text.ToString();
    }

    private static string Split(BatchModel batch, string value) => batch.ResultForm switch
    {
        BatchResultForm.DictionaryInterface => $"SplitChangeable<{batch.IdType}, {value}>(result!, items)",
        var form when form.IsDictionary() => $"Split<{batch.IdType}, {value}>(result!, items)",
        _ => $"Align<{batch.IdType}, {value}>(result!, items)",
    };

    private static string Join(BatchModel batch, string value)
    {
        var (method, argument) = batch.ResultForm switch
        {
            BatchResultForm.Dictionary or BatchResultForm.DictionaryInterface => ("ToDictionary", $", {Literals.Of(batch.HasAllIds)}"),
            BatchResultForm.ImmutableDictionary => ("ToImmutableDictionary", $", {Literals.Of(batch.HasAllIds)}"),
            BatchResultForm.FrozenDictionary => ("ToFrozenDictionary", $", {Literals.Of(batch.HasAllIds)}"),
            BatchResultForm.List => ("ToList", ""),
            _ => ("ToArray", ""),
        };
        var joined = $"{Services}.BatchResults.{method}<{batch.IdType}, {value}>(items{argument})";
        return batch.ResultForm == BatchResultForm.ImmutableArray ? $"global::System.Collections.Immutable.ImmutableArray.Create<{batch.ItemType}>({joined}!)" : joined;
    }

    private static string Passed(BatchModel batch) => batch.IdsForm switch
    {
        BatchIdsForm.Constructed => $"new {batch.IdsType}({Ids})",
        BatchIdsForm.Set => $"new global::System.Collections.Generic.HashSet<{batch.IdType}>({Ids})",
        BatchIdsForm.ImmutableArray => $"global::System.Collections.Immutable.ImmutableArray.Create<{batch.IdType}>({Ids})",
        _ => Ids,
    };

    // What is passed is made for the call, and there is nothing that 'in' could refer to.
    private static BodyModel WithoutModifierOfIds(BodyModel body, BatchModel batch)
    {
        var arguments = new List<BodyArgument>();
        foreach (var argument in body.Arguments)
        {
            arguments.Add(argument.Parameter == batch.Ids ? argument with { Modifier = "" } : argument);
        }

        return body with { Arguments = arguments.ToEquatableArray() };
    }
}
