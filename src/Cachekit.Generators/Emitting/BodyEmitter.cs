using System.Text;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;

namespace Cachekit.Generators.Emitting;

/// <summary>Writes the struct that holds a call of the uncached body: its owner and its arguments.</summary>
internal static class BodyEmitter
{
    /// <summary>What turns results with and without their own freshness into each other.</summary>
    public const string Freshness = Services + ".FreshnessBody";

    private const string Services = "global::Cachekit.CompilerServices";
    private const string Token = "global::System.Threading.CancellationToken cancellationToken";
    private const string ValueTask = "global::System.Threading.Tasks.ValueTask";

    public static void Emit(SourceWriter writer, ContainerModel container, SignatureModel signature, CachePlan plan)
    {
        var fields = new List<(string Type, string Field, string Parameter)>();
        foreach (var parameter in signature.Parameters)
        {
            if (parameter.Role != ParameterRole.CancellationToken)
            {
                fields.Add((parameter.Type, FieldOf(parameter.Name), parameter.Name));
            }
        }

        var body = signature.Body!;
        var plain = $"{Services}.{(signature.Kind.IsAsync() ? "IAsyncBody" : "ISyncBody")}<{signature.ValueType}>";
        var fresh = $"{Services}.{(signature.Kind.IsAsync() ? "IAsyncFreshnessBody" : "ISyncFreshnessBody")}<{signature.ValueType}>";
        var isFresh = body.ReturnsCacheable || body.TakesPrevious;
        writer.Line(GeneratedAttributes.NonUserCode);
        writer.Open($"internal readonly struct Body : {(isFresh ? fresh : plain)}, {Services}.IOwnedBody<Key, Body>");
        if (!signature.IsStatic)
        {
            writer.Line($"private readonly {container.TypeName} Owner;");
        }

        foreach (var field in fields)
        {
            writer.Line($"private readonly {field.Type} {field.Field};");
        }

        if (!signature.IsStatic || fields.Count > 0)
        {
            writer.Line();
            EmitConstructor(writer, container, signature, fields);
            writer.Line();
        }

        EmitPlain(writer, container, signature, plain);
        if (isFresh)
        {
            writer.Line();
            EmitFresh(writer, container, signature, fresh);
        }

        writer.Line();
        EmitOwned(writer, container, signature, plan, fields);
        writer.Close();
    }

    private static string FieldOf(string parameter) => "_" + parameter.TrimStart('@');

    private static void EmitConstructor(
        SourceWriter writer, ContainerModel container, SignatureModel signature, List<(string Type, string Field, string Parameter)> fields)
    {
        var owner = CallText.FreeName(signature, "__owner");
        var parameters = new StringBuilder(signature.IsStatic ? "" : $"{container.TypeName} {owner}");
        foreach (var field in fields)
        {
            parameters.Append(parameters.Length == 0 ? "" : ", ").Append(field.Type).Append(' ').Append(field.Parameter);
        }

        writer.Open($"internal Body({parameters})");
        if (!signature.IsStatic)
        {
            writer.Line($"this.Owner = {owner};");
        }

        foreach (var field in fields)
        {
            writer.Line($"this.{field.Field} = {field.Parameter};");
        }

        writer.Close();
    }

    private static void EmitPlain(SourceWriter writer, ContainerModel container, SignatureModel signature, string contract)
    {
        var body = signature.Body!;
        var call = Call(container, signature, previous: null);
        var isAsync = signature.Kind.IsAsync();
        var result = isAsync ? $"{ValueTask}<{signature.ValueType}>" : signature.ValueType;
        EmitMember(writer, $"{result} {contract}.{(isAsync ? "InvokeAsync" : "Invoke")}({Token})", (body.ReturnsCacheable, isAsync, body.Kind) switch
        {
            (true, true, _) => $"{Freshness}.ValueOfAsync<{signature.ValueType}>({call}!)",
            (true, false, _) => $"{Freshness}.ValueOf<{signature.ValueType}>({call}!)",
            (false, _, ReturnKind.TaskOfValue) => $"new {result}({call})",
            _ => call,
        });
    }

    private static void EmitFresh(SourceWriter writer, ContainerModel container, SignatureModel signature, string contract)
    {
        var body = signature.Body!;
        var call = Call(container, signature, "previous!");
        var isAsync = signature.Kind.IsAsync();
        var result = $"global::Cachekit.Cacheable<{signature.ValueType}>";
        result = isAsync ? $"{ValueTask}<{result}>" : result;
        var previous = $"global::Cachekit.CachePrevious<{signature.ValueType}> previous";
        EmitMember(writer, $"{result} {contract}.{(isAsync ? "InvokeAsync" : "Invoke")}({previous}, {Token})", (body.ReturnsCacheable, isAsync, body.Kind) switch
        {
            (true, _, ReturnKind.TaskOfValue) => $"new {result}({call}!)",
            (true, _, _) => $"{call}!",
            (false, true, _) => $"{Freshness}.OfAsync<{signature.ValueType}>({call}!)",
            (false, false, _) => $"global::Cachekit.Cacheable.Of<{signature.ValueType}>({call})",
        });
    }

    /// <summary>What a refresh needs that runs after its call has ended.</summary>
    private static void EmitOwned(
        SourceWriter writer, ContainerModel container, SignatureModel signature, CachePlan plan, List<(string Type, string Field, string Parameter)> fields)
    {
        const string Contract = Services + ".IOwnedBody<Key, Body>";
        var canMove = !signature.IsStatic && (container.HasInner || !container.IsValueType);

        // The class of the instance, which may be derived from the one with the method. Of what stands before another one, that other one's.
        var owner = container.HasInner ? $"this.Owner.{GeneratedNames.Inner}" : "this.Owner";
        writer.Line($"global::System.Type? {Contract}.OwnerType => {(canMove ? $"((object){owner}).GetType()" : "null")};");
        writer.Line();
        var arguments = new StringBuilder(container.HasInner ? $"this.Owner.{GeneratedNames.On}(owner)" : $"({container.TypeName})owner");
        foreach (var field in fields)
        {
            arguments.Append(", this.").Append(field.Field);
        }

        writer.Line($"Body {Contract}.MovedTo(object owner) => {(canMove ? $"new Body({arguments})" : "this")};");
        writer.Line();
        var key = new StringBuilder();
        foreach (var source in plan.KeySources)
        {
            key.Append(key.Length == 0 ? "" : ", ").Append(source.IsMember ? "this.Owner." + source.Name : "this." + FieldOf(source.Name));
        }

        writer.Line($"Key {Contract}.GetKey() => new Key({key});");
    }

    private static void EmitMember(SourceWriter writer, string head, string expression)
    {
        writer.Line(head + " =>");
        writer.Indent();
        writer.Line(expression + ";");
        writer.Unindent();
    }

    private static string Call(ContainerModel container, SignatureModel signature, string? previous) =>
        CallText.Body(container, signature, signature.Body!, "Owner.", FieldOf, "cancellationToken", previous);
}
