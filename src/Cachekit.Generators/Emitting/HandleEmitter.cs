using System.Text;
using Cachekit.Generators.Emitting.Batches;
using Cachekit.Generators.Emitting.Streams;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;

namespace Cachekit.Generators.Emitting;

/// <summary>Writes the handles: <c>instance.Cached.GetProduct.InvalidateAsync(42)</c>.</summary>
internal static class HandleEmitter
{
    private const string Token = "global::System.Threading.CancellationToken";
    private const string ValueTask = "global::System.Threading.Tasks.ValueTask";

    /// <summary>Writes the properties that lead to the handles.</summary>
    public static void EmitProperties(
        SourceWriter writer, SectionWriter sections, ContainerModel container, List<CachedMethodModel> methods, string[] names)
    {
        foreach (var group in HandleGroup.Of(container, methods, names))
        {
            sections.Next();
            writer.Line("/// <summary>What can be done with the entries of the cached methods besides calling them.</summary>");
            writer.Lines(GeneratedAttributes.Type);
            writer.Line(GeneratedAttributes.NonUserCode);
            var hides = container.HidesBaseHandles && group.Accessibility != "private" ? "new " : "";
            writer.Line($"{group.Accessibility} {hides}{(group.IsStatic ? "static " : "")}{group.Type} {group.Property} => {(group.IsStatic ? "default" : $"new {group.Type}(this)")};");
            foreach (var (method, name) in group.Hidden)
            {
                sections.Next();
                EmitSummary(writer, method);
                writer.Lines(GeneratedAttributes.Type);
                writer.Line(GeneratedAttributes.NonUserCode);
                writer.Lines(method.Signature.MemberMarks);
                EmitAccessor(writer, group, method, name, $"private {(group.IsStatic ? "static " : "")}", group.Property + name, "this");
            }
        }
    }

    /// <summary>Writes the types of the handles.</summary>
    public static void EmitTypes(
        SourceWriter writer, SectionWriter sections, ContainerModel container, List<CachedMethodModel> methods, string[] names)
    {
        foreach (var group in HandleGroup.Of(container, methods, names))
        {
            sections.Next();
            writer.Line($"/// <summary>The handles of the cached methods of <c>{container.Name}</c>.</summary>");
            writer.Lines(GeneratedAttributes.Type);
            writer.Line(GeneratedAttributes.NonUserCode);
            var hides = container.HidesBaseHandles && group.Accessibility != "private" ? "new " : "";
            writer.Open($"{group.Accessibility} {hides}readonly struct {group.Type}");
            EmitOwner(writer, container, group.IsStatic, group.Type);
            var members = new SectionWriter(writer, isFirst: group.IsStatic);
            foreach (var (method, name, accessibility) in group.Shown)
            {
                members.Next();
                EmitSummary(writer, method);
                writer.Lines(method.Signature.MemberMarks);
                EmitAccessor(writer, group, method, name, accessibility + " ", name, "_owner");
            }

            foreach (var (method, name, accessibility) in group.Shown)
            {
                members.Next();
                EmitHandle(writer, container, method, name, accessibility);
            }

            writer.Close();
            foreach (var (method, name) in group.Hidden)
            {
                sections.Next();
                EmitHandle(writer, container, method, name, "private");
            }
        }
    }

    private static void EmitSummary(SourceWriter writer, CachedMethodModel method) =>
        writer.Line($"/// <summary>The entries of <c>{method.Signature.Name}</c>. {CacheSummary.Of(method.Plan!)}</summary>");

    private static void EmitOwner(SourceWriter writer, ContainerModel container, bool isStatic, string type)
    {
        if (!isStatic)
        {
            writer.Line($"private readonly {container.TypeName} _owner;");
            writer.Line();
            writer.Line($"internal {type}({container.TypeName} owner) => _owner = owner;");
        }
    }

    private static void EmitAccessor(
        SourceWriter writer, HandleGroup group, CachedMethodModel method, string name, string modifiers, string member, string owner)
    {
        var signature = method.Signature;
        var full = HandleNames.TypeOf(name) + signature.TypeParameterList;
        var target = group.IsStatic ? "default" : $"new {full}({owner})";
        member = member.EscapeIdentifier();
        writer.Line(signature.TypeParameters.Count == 0
            ? $"{modifiers}{full} {member} => {target};"
            : $"{modifiers}{full} {member}{signature.TypeParameterHead}(){signature.ConstraintList} => {target};");
    }

    private static void EmitHandle(SourceWriter writer, ContainerModel container, CachedMethodModel method, string name, string accessibility)
    {
        var signature = method.Signature;
        var nested = CallText.PrivateType(container, signature, method, name);
        var cache = $"{nested}.Cache.In({CallText.Runtime(container, signature.IsStatic, "this._owner.")})";
        var key = method.Batch is not null ? "" : $"new {nested}.Key({MethodEmitter.KeyArguments(method.Plan!, "this._owner.")})";
        EmitSummary(writer, method);
        writer.Lines(GeneratedAttributes.Type);
        writer.Line(GeneratedAttributes.NonUserCode);
        writer.Lines(method.Signature.MemberMarks);
        writer.Open($"{accessibility} readonly struct {HandleNames.TypeOf(name)}{signature.TypeParameterHead}{signature.ConstraintList}");
        EmitOwner(writer, container, signature.IsStatic, HandleNames.TypeOf(name));
        if (!signature.IsStatic)
        {
            writer.Line();
        }

        if (method.Batch is not null)
        {
            BatchHandleEmitter.EmitMembers(writer, method, nested, cache);
            writer.Close();
            return;
        }

        writer.Line("/// <summary>The settings of the method as they apply, and what happened so far.</summary>");
        writer.Line($"public global::Cachekit.CachedMethodInfo Info => {cache}.Info;");
        writer.Line();
        writer.Line("/// <summary>Removes the entry of these arguments from every layer.</summary>");
        EmitMember(writer, $"{ValueTask} InvalidateAsync", signature, keyOnly: true, token => $"{cache}.InvalidateAsync({key}, {token})");
        writer.Line();
        if (ManyEmitter.HasMany(method))
        {
            writer.Line("/// <summary>Removes the entries of many arguments from every layer, in as few round trips as the backend allows.</summary>");
            ManyEmitter.Emit(writer, method, nested, cache);
            writer.Line();
        }

        writer.Line("/// <summary>Removes the entries of all arguments from every layer.</summary>");
        writer.Line($"public {ValueTask} InvalidateAllAsync({Token} cancellationToken = default) => {cache}.InvalidateAllAsync(cancellationToken);");
        writer.Line();
        writer.Line("/// <summary>Runs the uncached body now and stores its result; a failure leaves the entry as it was.</summary>");
        var refresh = signature.Kind.IsAsync() || method.Stream is not null ? "RefreshAsync" : "RefreshSyncBodyAsync";
        var body = $"new {nested}.Body({MethodEmitter.BodyArguments(signature, "this._owner")})";
        body = method.Stream is null ? body : StreamEmitter.Drained(method, nested, body);
        EmitMember(writer, $"{ValueTask}<{signature.ValueType}> RefreshAsync", signature, keyOnly: false, token => $"{cache}.{refresh}({key}, {body}, {token})", signature.CallMarks);
        writer.Line();
        writer.Line("/// <summary>Looks for the entry without running the body.</summary>");
        EmitMember(
            writer, $"{ValueTask}<global::Cachekit.CacheLookup<{signature.ValueType}>> TryGetAsync", signature, keyOnly: true, token => $"{cache}.TryGetAsync({key}, {token})");
        writer.Line();
        writer.Line("/// <summary>Stores a value as if the body had returned it.</summary>");
        EmitSet(writer, signature, cache, key);
        writer.Line();
        writer.Line("/// <summary>The key of these arguments in the backend.</summary>");
        writer.Line($"public string Key({Parameters(signature, keyOnly: true, keepParams: true, keepDefaults: true)}) => {cache}.GetKey({key});");
        writer.Close();
    }

    /// <summary>A member with the method's arguments and a token. <c>params</c> must be last: there it gets a second overload with the token.</summary>
    public static void EmitMember(SourceWriter writer, string head, SignatureModel signature, bool keyOnly, Func<string, string> expression, EquatableArray<string> marks = default)
    {
        writer.Lines(marks);
        var token = TokenName(signature);
        var hasParams = false;
        foreach (var parameter in signature.Parameters)
        {
            hasParams |= parameter.IsParams && IsShown(parameter, keyOnly);
        }

        if (!hasParams)
        {
            var parameters = Parameters(signature, keyOnly, keepParams: false, keepDefaults: true);
            writer.Line($"public {head}({parameters}{(parameters.Length == 0 ? "" : ", ")}{Token} {token} = default) => {expression(token)};");
            return;
        }

        writer.Line($"public {head}({Parameters(signature, keyOnly, keepParams: true, keepDefaults: true)}) => {expression("default")};");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Lines(marks);
        writer.Line($"public {head}({Parameters(signature, keyOnly, keepParams: false, keepDefaults: false)}, {Token} {token}) => {expression(token)};");
    }

    private static void EmitSet(SourceWriter writer, SignatureModel signature, string cache, string key)
    {
        var token = TokenName(signature);
        var value = CallText.FreeName(signature, "value");
        var parameters = Parameters(signature, keyOnly: true, keepParams: false, keepDefaults: false);
        writer.Line(
            $"public {ValueTask} SetAsync({parameters}{(parameters.Length == 0 ? "" : ", ")}{signature.ValueType} {value}, {Token} {token} = default) => {cache}.SetAsync({key}, {value}, {token});");
    }

    /// <summary>The parameters of a member that takes the method's arguments.</summary>
    public static string Parameters(SignatureModel signature, bool keyOnly, bool keepParams, bool keepDefaults)
    {
        var text = new StringBuilder();

        // An attribute can make a parameter optional before one that is not; the language's own default value cannot.
        var required = -1;
        for (var i = 0; i < signature.Parameters.Count; i++)
        {
            var parameter = signature.Parameters[i];
            required = IsShown(parameter, keyOnly) && parameter is { Default: null, IsParams: false } ? i : required;
        }

        for (var i = 0; i < signature.Parameters.Count; i++)
        {
            var parameter = signature.Parameters[i];
            if (!IsShown(parameter, keyOnly))
            {
                continue;
            }

            text.Append(text.Length == 0 ? "" : ", ");
            text.Append(keepParams && parameter.IsParams ? "params " : "").Append(parameter.Type).Append(' ').Append(parameter.Name);
            text.Append(keepDefaults && i > required && parameter.Default is { } value ? $" = {value}" : "");
        }

        return text.ToString();
    }

    private static bool IsShown(ParameterModel parameter, bool keyOnly) =>
        parameter.Role == ParameterRole.Key || (!keyOnly && parameter.Role == ParameterRole.Ignored);

    // The method's own token has no place here, so that its name is free.
    private static string TokenName(SignatureModel signature)
    {
        foreach (var parameter in signature.Parameters)
        {
            if (parameter is { Role: ParameterRole.CancellationToken, PlainName: "cancellationToken" })
            {
                return parameter.PlainName;
            }
        }

        return CallText.FreeName(signature, "cancellationToken");
    }
}
