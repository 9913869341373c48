using System.Text;
using Cachekit.Generators.Emitting.Keys;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;
using Cachekit.Generators.Models.Values;

namespace Cachekit.Generators.Emitting;

/// <summary>Writes the implementation of a cached method, and its key, body and definition.</summary>
internal static class MethodEmitter
{
    public static void Emit(SourceWriter writer, ContainerModel container, CachedMethodModel method, string name)
    {
        var signature = method.Signature;
        DocumentationEmitter.EmitHead(writer, signature, CacheSummary.Of(method.Plan!));
        var nested = CallText.PrivateType(container, signature, method, name);
        var key = CallText.FreeName(signature, "__key");
        var cache = CallText.FreeName(signature, "__cache");
        var hit = CallText.FreeName(signature, "__hit");
        writer.Open(CallText.Head(signature, isAsync: false));
        writer.Line($"var {key} = new {nested}.Key({KeyArguments(method.Plan!, "this.")});");
        writer.Line($"var {cache} = {nested}.Cache.In({CallText.Runtime(container, signature.IsStatic, "this.")});");
        var (lookup, found, get) = signature.Kind switch
        {
            ReturnKind.TaskOfValue => ("TryGetLocalTask", hit, "GetTaskAsync"),
            ReturnKind.ValueTaskOfValue => ("TryGetLocal", $"new global::System.Threading.Tasks.ValueTask<{signature.ValueType}>({hit})", "GetAsync"),
            _ => ("TryGetLocal", hit, "Get"),
        };
        writer.Line($"return {cache}.{lookup}(in {key}, out var {hit})");
        writer.Indent();
        writer.Line($"? {found}");
        writer.Line($": {cache}.{get}({key}, new {nested}.Body({BodyArguments(signature, "this")}), {CallText.Token(signature)});");
        writer.Unindent();
        writer.Close();
    }

    /// <summary>The class with the key, the body and the definition; generic where the method is.</summary>
    public static void EmitPrivateParts(SourceWriter writer, ContainerModel container, CachedMethodModel method, string name)
    {
        var signature = method.Signature;
        var plan = method.Plan!;
        writer.Open($"internal static class {HandleNames.PrivateTypeOf(name)}{signature.TypeParameterHead}{signature.ConstraintList}");
        EmitDefinition(writer, container, signature, plan);
        writer.Line();
        KeyStructEmitter.Emit(writer, "Key", plan.Key, accessibility: "internal", tenant: SecurityEmitter.TenantIn(plan), method: plan.KeyName, tags: plan.Tags);
        writer.Line();
        BodyEmitter.Emit(writer, container, signature, plan);
        writer.Close();
    }

    /// <summary>What fills the key, in its order.</summary>
    public static string KeyArguments(CachePlan plan, string receiver)
    {
        var text = new StringBuilder();
        foreach (var source in plan.KeySources)
        {
            text.Append(text.Length == 0 ? "" : ", ").Append(source.IsMember ? receiver : "").Append(source.Name);
        }

        return text.ToString();
    }

    /// <summary>What fills the body: the owner, and all arguments but the token.</summary>
    public static string BodyArguments(SignatureModel signature, string owner)
    {
        var text = new StringBuilder(signature.IsStatic ? "" : owner);
        foreach (var parameter in signature.Parameters)
        {
            if (parameter.Role != ParameterRole.CancellationToken)
            {
                text.Append(text.Length == 0 ? "" : ", ").Append(parameter.Name);
            }
        }

        return text.ToString();
    }

    /// <summary>The method as the runtime knows it.</summary>
    public static void EmitDefinition(SourceWriter writer, ContainerModel container, SignatureModel signature, CachePlan plan)
    {
        writer.Open($"internal static readonly global::Cachekit.CompilerServices.CachedMethod<Key, {plan.Value.TypeName}> Cache = new(new()");
        writer.Line($"Method = {Literals.Of(plan.KeyName)},");
        writer.Line($"KeyName = {KeyName(container, signature, plan)},");
        if (plan.Policy.Namespace is { } cacheNamespace)
        {
            writer.Line($"Namespace = {Literals.Of(cacheNamespace)},");
        }

        writer.Line($"Preset = global::Cachekit.Preset.{plan.Policy.Preset},");
        EmitDuration(writer, plan.Policy.TtlTicks, "Ttl", "NeverExpires");
        if (!plan.Policy.CacheNulls)
        {
            writer.Line("CacheNulls = false,");
        }

        EmitDuration(writer, plan.Policy.NullTtlTicks, "NullTtl", "NullNeverExpires");
        if (plan.Policy.Backend is { } backend)
        {
            writer.Line($"Backend = {Literals.Of(backend)},");
        }

        if (plan.Policy.Interop is { } interop)
        {
            writer.Line($"Interop = {Literals.Of(interop.Operation)},");
            writer.Line($"InteropVersion = global::Cachekit.InteropVersion.{interop.Version},");
        }

        writer.Line($"Codec = {CodecReference(plan.Value)},");
        writer.Line($"Storage = global::Cachekit.CompilerServices.ValueStorage.{Storage(plan)},");
        SecurityEmitter.EmitSettings(writer, plan.Security);
        SettingsEmitter.Emit(writer, plan.Policy.Settings);
        writer.Close(");");
    }

    // A codec is shared by types that differ in nullable annotations only.
    private static string CodecReference(ValueModel value) => $"Codecs.{value.CodecId}!";

    private static string Storage(CachePlan plan) => plan.Value.Mutability switch
    {
        // Memory has ciphertext only.
        _ when plan.Security is not null => "Bytes",
        ValueMutability.Immutable => "Object",
        ValueMutability.ImmutableCopy => "ObjectCopy",
        _ => "Bytes",
    };

    /// <summary>Instantiations of a generic method or type never share an entry: the runtime adds the type arguments.</summary>
    private static string KeyName(ContainerModel container, SignatureModel signature, CachePlan plan)
    {
        var arguments = new List<string>();
        foreach (var parameter in plan.TypeArguments ?? container.TypeParameters)
        {
            arguments.Add($"typeof({parameter})");
        }

        foreach (var parameter in signature.TypeParameters)
        {
            arguments.Add($"typeof({parameter})");
        }

        return arguments.Count == 0
            ? Literals.Of($"{plan.KeyName}.{plan.Discriminator}")
            : $"global::Cachekit.CompilerServices.GenericKeyName.Create({Literals.Of(plan.KeyName)}, {Literals.Of(plan.Discriminator)}, {string.Join(", ", arguments)})";
    }

    private static void EmitDuration(SourceWriter writer, long? ticks, string property, string neverProperty)
    {
        if (ticks == PolicyModel.Never)
        {
            writer.Line($"{neverProperty} = true,");
        }
        else if (ticks is { } value)
        {
            writer.Line($"{property} = {Literals.OfDuration(value)},");
        }
    }
}
