using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;
using Cachekit.Generators.Models.Keys;

namespace Cachekit.Generators.Emitting.Keys;

/// <summary>Writes the struct that is the key of one method.</summary>
internal static class KeyStructEmitter
{
    private const string Services = "global::Cachekit.CompilerServices";

    /// <summary>Writes the struct, to be nested beside the class <c>Parts</c>.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="structName">Its name; with the type parameters of a generic method, for example <c>GetKey&lt;T&gt;</c>.</param>
    /// <param name="arguments">The arguments, all supported, in the order of the declaration.</param>
    /// <param name="constraints">The constraints of the type parameters, for example <c>where T : struct</c>.</param>
    /// <param name="accessibility">Its accessibility.</param>
    /// <param name="tenant">The index of the argument that is the tenant, or -1.</param>
    /// <param name="method">The method, for messages.</param>
    /// <param name="tags">The tags of entries.</param>
    public static void Emit(
        SourceWriter writer,
        string structName,
        EquatableArray<KeyArgumentModel> arguments,
        string constraints = "",
        string accessibility = "private",
        int tenant = -1,
        string method = "",
        EquatableArray<TagModel> tags = default)
    {
        var fields = Fields(arguments);
        var head = $"{accessibility} readonly struct {structName} : {Services}.ICacheKey<{structName}>{(tenant < 0 ? "" : $", {Services}.ITenantKey")}{(tags.Count == 0 ? "" : $", {Services}.ITaggedKey")}";

        // The types are written without nullable annotations: a null argument is a key like any other.
        writer.Line("#nullable disable");
        writer.Line(GeneratedAttributes.NonUserCode);
        writer.Open(constraints.Length > 0 ? $"{head} {constraints}" : head);
        foreach (var field in fields)
        {
            writer.Line($"private readonly {field.StoredType} {field.Name};");
        }

        Constructor(writer, structName, fields, method);
        writer.Line($"public static int Count => {fields.Count};");
        writer.Line();
        if (tenant >= 0)
        {
            writer.Line($"string {Services}.ITenantKey.Tenant => {fields[tenant].Name};");
            writer.Line();
        }

        if (tags.Count > 0)
        {
            TagEmitter.EmitInKey(writer, tags, method, index => fields[index].Name);
            writer.Line();
        }

        Equality(writer, structName, fields);
        Snapshot(writer, structName, fields);
        WriteTo(writer, fields);
        writer.Close();
        writer.Line("#nullable enable");
    }

    private static void Constructor(SourceWriter writer, string structName, List<Field> fields, string method)
    {
        var name = NameOnly(structName);
        if (fields.Count == 0)
        {
            return;
        }

        writer.Line();
        var parameters = new List<string>();
        foreach (var field in fields)
        {
            parameters.Add($"{field.Part.TypeName} {field.Parameter}");
        }

        // Qualified: one parameter may be named like the field of another one.
        writer.Open($"public {name}({string.Join(", ", parameters)})");
        foreach (var field in fields)
        {
            writer.Line(field.IsEncoded
                ? $"this.{field.Name} = {Services}.KeyParts.{field.Encode}({field.Part.Form.Expression}, {Literals.Of(field.Argument)}, {field.Parameter}, {Literals.Of(method)});"
                : $"this.{field.Name} = {field.Parameter};");
        }

        writer.Close();
        writer.Line();
        if (!NeedsSnapshot(fields))
        {
            return;
        }

        writer.Open($"private {name}(in {structName} source)");
        foreach (var field in fields)
        {
            var value = "source." + field.Name;
            writer.Line($"{field.Name} = {(field.IsEncoded ? value : KeyCode.Snapshot(field.Part.Form, value))};");
        }

        writer.Close();
        writer.Line();
    }

    private static void Equality(SourceWriter writer, string structName, List<Field> fields)
    {
        var terms = new List<string>();
        foreach (var field in fields)
        {
            terms.Add(field.IsEncoded
                ? $"{Services}.KeyEquality.Equals({field.Name}, other.{field.Name})"
                : KeyCode.Equal(field.Part.Form, field.Name, "other." + field.Name));
        }

        writer.Line($"public bool Equals({structName} other) => {(terms.Count == 0 ? "true" : string.Join(" && ", terms))};");
        writer.Line();
        writer.Line($"public override bool Equals(object obj) => obj is {structName} other && Equals(other);");
        writer.Line();
        writer.Open("public override int GetHashCode()");
        writer.Line($"var hash = {Services}.KeyHash.Create();");
        foreach (var field in fields)
        {
            if (field.IsEncoded)
            {
                writer.Line($"hash.Add(new global::System.ReadOnlySpan<byte>({field.Name}));");
            }
            else
            {
                KeyCode.Hash(writer, field.Part.Form, field.Name);
            }
        }

        writer.Line("return hash.ToHashCode();");
        writer.Close();
        writer.Line();
    }

    private static void Snapshot(SourceWriter writer, string structName, List<Field> fields)
    {
        writer.Line($"public {structName} Snapshot() => {(NeedsSnapshot(fields) ? $"new {structName}(in this)" : "this")};");
        writer.Line();
    }

    private static void WriteTo(SourceWriter writer, List<Field> fields)
    {
        writer.Open($"public void WriteTo(ref {Services}.KeyWriter writer)");
        foreach (var field in fields)
        {
            writer.Line($"writer.Argument({Literals.Of(field.Argument)});");
            if (field.IsEncoded)
            {
                writer.Line($"writer.WriteEncoded({field.Name});");
            }
            else
            {
                KeyCode.Write(writer, field.Part.Form, field.Name);
            }
        }

        writer.Close();
    }

    private static bool NeedsSnapshot(List<Field> fields)
    {
        foreach (var field in fields)
        {
            if (!field.Part.IsImmutable && !field.IsEncoded)
            {
                return true;
            }
        }

        return false;
    }

    private static string NameOnly(string structName) => structName.IndexOf('<') is var start && start < 0 ? structName : structName.Substring(0, start);

    private static List<Field> Fields(EquatableArray<KeyArgumentModel> arguments)
    {
        // A parameter and an instance member in one key may have one name.
        var names = new HashSet<string>(StringComparer.Ordinal);
        var fields = new List<Field>();
        foreach (var argument in arguments)
        {
            var name = argument.Name;
            while (!names.Add(name))
            {
                name += "_" + fields.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
            }

            fields.Add(new("_" + name, name.EscapeIdentifier(), argument.Name, argument.Part, argument.IsEncodedForInterop));
        }

        return fields;
    }

    private sealed class Field(string name, string parameter, string argument, KeyPartModel part, bool isEncodedForInterop)
    {
        public string Name { get; } = name;

        public string Parameter { get; } = parameter;

        public string Argument { get; } = argument;

        public KeyPartModel Part { get; } = part;

        /// <summary>A mutable value that cannot be copied, or one with instants in a shared key: the key keeps its canonical bytes.</summary>
        public bool IsEncoded => isEncodedForInterop || (!Part.IsImmutable && !Part.IsCloneable);

        /// <summary>The method of <c>KeyParts</c> that makes these bytes.</summary>
        public string Encode => isEncodedForInterop ? "EncodeInterop" : "Encode";

        public string StoredType => IsEncoded ? "byte[]" : Part.TypeName;
    }
}
