using System.Globalization;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models.Keys;

namespace Cachekit.Generators.Emitting.Keys;

/// <summary>Writes the part for a record, struct, marked class or tuple.</summary>
internal static class KeyObjectPartEmitter
{
    private const string Services = "global::Cachekit.CompilerServices";

    public static void Emit(SourceWriter writer, KeyPartDefinition definition, string basePart)
    {
        writer.Line(GeneratedAttributes.NonUserCode);
        writer.Open($"private sealed class Implementation : {basePart}");
        writer.Line($"public override bool IsImmutable => {(definition.IsImmutable ? "true" : "false")};");
        writer.Line();
        Equality(writer, definition);
        Hash(writer, definition);
        Snapshot(writer, definition);
        Write(writer, definition);
        writer.Close();
    }

    private static void Equality(SourceWriter writer, KeyPartDefinition definition)
    {
        writer.Open($"public override bool Equals({definition.TypeName} left, {definition.TypeName} right)");
        if (definition.IsReference)
        {
            writer.Open("if ((object)left == (object)right)");
            writer.Line("return true;");
            writer.Close();
            writer.Line();
            var types = definition.RequiresExactType ? " || left.GetType() != right.GetType()" : "";
            writer.Open($"if (left is null || right is null{types})");
            writer.Line("return false;");
            writer.Close();
            writer.Line();
        }

        var terms = new List<string>();
        foreach (var member in definition.Members)
        {
            terms.Add(KeyCode.Equal(member.Form, "left." + member.Access, "right." + member.Access));
        }

        writer.Line($"return {(terms.Count == 0 ? "true" : string.Join(" && ", terms))};");
        writer.Close();
        writer.Line();
    }

    private static void Hash(SourceWriter writer, KeyPartDefinition definition)
    {
        writer.Open($"public override void Hash(ref {Services}.KeyHash hash, {definition.TypeName} value)");
        if (definition.IsReference)
        {
            Null(writer, "hash.AddNull();");
        }

        writer.Line("hash.Enter();");
        foreach (var member in definition.Members)
        {
            KeyCode.Hash(writer, member.Form, "value." + member.Access);
        }

        if (definition.Members.Count == 0)
        {
            writer.Line("hash.AddPresent();");
        }

        writer.Line("hash.Leave();");
        writer.Close();
        writer.Line();
    }

    private static void Snapshot(SourceWriter writer, KeyPartDefinition definition)
    {
        writer.Open($"public override {definition.TypeName} Snapshot({definition.TypeName} value)");
        if (definition.IsImmutable)
        {
            writer.Line("return value;");
        }
        else if (!definition.IsCloneable)
        {
            writer.Line("throw new global::System.NotSupportedException(\"The key keeps the canonical form of this argument.\");");
        }
        else
        {
            if (definition.IsReference)
            {
                writer.Open("if (value is null)");
                writer.Line("return null;");
                writer.Close();
                writer.Line();
            }

            Copy(writer, definition);
        }

        writer.Close();
        writer.Line();
    }

    private static void Copy(SourceWriter writer, KeyPartDefinition definition)
    {
        var parts = new List<string>();
        foreach (var member in definition.Members)
        {
            var copy = KeyCode.Snapshot(member.Form, "value." + member.Access);
            if (definition.Shape == KeyPartShape.Tuple)
            {
                parts.Add(copy);
            }
            else if (!member.Form.IsImmutable)
            {
                parts.Add($"{member.Access} = {copy}");
            }
        }

        var list = string.Join(", ", parts);
        if (definition.Shape == KeyPartShape.Object)
        {
            writer.Line($"return value with {{ {list} }};");
        }
        else if (definition.IsReference)
        {
            writer.Line($"return new {definition.TypeName}({list});");
        }
        else
        {
            writer.Line(definition.Members.Count == 1 ? $"return new {definition.TypeName}({list});" : $"return ({list});");
        }
    }

    private static void Write(SourceWriter writer, KeyPartDefinition definition)
    {
        writer.Open($"public override void Write(ref {Services}.KeyWriter writer, {definition.TypeName} value)");
        if (definition.IsReference)
        {
            Null(writer, "writer.WriteNil();");
        }

        if (definition.RequiresExactType)
        {
            writer.Line("writer.RequireExactType(value);");
        }

        writer.Line("writer.Enter();");
        var count = definition.Members.Count.ToString(CultureInfo.InvariantCulture);
        writer.Line(definition.Shape == KeyPartShape.Tuple ? $"writer.WriteArrayHeader({count});" : $"writer.WriteMapHeader({count});");
        foreach (var member in definition.Members)
        {
            if (definition.Shape == KeyPartShape.Object)
            {
                writer.Line($"writer.WriteName({Literals.Of(member.Name)}u8);");
            }

            KeyCode.Write(writer, member.Form, "value." + member.Access);
        }

        writer.Line("writer.Leave();");
        writer.Close();
    }

    private static void Null(SourceWriter writer, string statement)
    {
        writer.Open("if (value is null)");
        writer.Line(statement);
        writer.Line("return;");
        writer.Close();
        writer.Line();
    }
}
