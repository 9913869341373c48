using System.Globalization;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models.TypedSettings;

namespace Cachekit.Generators.Emitting.TypedSettings;

/// <summary>Writes the method that reads all members and makes the settings of them.</summary>
internal static class SettingsReadEmitter
{
    public static string FieldOf(int index) => "Member" + index.ToString(CultureInfo.InvariantCulture);

    public static string SetterOf(int index) => "Set" + index.ToString(CultureInfo.InvariantCulture);

    public static void Emit(SourceWriter writer, SettingsTypeModel type)
    {
        writer.Line();
        writer.Lines(GeneratedAttributes.Type);
        writer.Open(
            $"static bool global::Cachekit.Secrets.ISecretSettings<{type.TypeName}>.TryRead(global::Cachekit.Secrets.CompilerServices.SettingsReader reader, "
            + $"[global::System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out {type.TypeName} settings)");
        if (!type.IsReadable)
        {
            writer.Line($"throw new global::System.InvalidOperationException({Literals.Of($"{type.Name} has mistakes that the compiler reports as CACHEKIT7xx: repair them, so that the settings can be read.")});");
            writer.Close();
            return;
        }

        for (var i = 0; i < type.Members.Count; i++)
        {
            EmitRead(writer, type.Members[i], i);
        }

        writer.Open("if (!reader.IsValid)");
        writer.Line("settings = default;");
        writer.Line("return false;");
        writer.Close();
        writer.Line();
        EmitConstruction(writer, type);
        if (type.Validation != SettingsValidation.None)
        {
            writer.Line("settings.Validate(reader.Problems);");
        }

        writer.Line("return reader.IsValid;");
        writer.Close();
    }

    private static void EmitRead(SourceWriter writer, SettingModel member, int index)
    {
        var i = index.ToString(CultureInfo.InvariantCulture);
        var nested = $"{Literals.Of(member.Name)}, {Literals.Of(member.Key)}, {Literals.Of(member.Variable)}";
        var field = $"{SettingsNames.PrivateType}.{FieldOf(index)}";
        if (member.Default is null)
        {
            writer.Line(member.IsNested
                ? $"var value{i} = reader.RequireNested<{member.ReadType}>({nested});"
                : $"var value{i} = reader.Require({field});");
            return;
        }

        writer.Line(member.IsNested
            ? $"var isThere{i} = reader.TryReadNested<{member.ReadType}>({nested}, out var value{i});"
            : $"var isThere{i} = reader.TryRead({field}, out var value{i});");
    }

    private static void EmitConstruction(SourceWriter writer, SettingsTypeModel type)
    {
        var arguments = new List<string>();
        var initializers = new List<string>();
        for (var i = 0; i < type.Members.Count; i++)
        {
            var member = type.Members[i];
            var value = $"value{i.ToString(CultureInfo.InvariantCulture)}";
            if (member.Default is not null)
            {
                value = $"isThere{i.ToString(CultureInfo.InvariantCulture)} ? {value}! : {member.Default}";
            }

            if (member.Place is SettingPlace.Parameter or SettingPlace.ParameterAndInitializer)
            {
                arguments.Add($"{member.Parameter!.EscapeIdentifier()}: {value}");
            }

            if (member.Place is SettingPlace.Initializer or SettingPlace.ParameterAndInitializer)
            {
                initializers.Add($"{member.Name.EscapeIdentifier()} = {value},");
            }
        }

        writer.Line($"settings = new {type.TypeName}({(arguments.Count > 0 ? "" : initializers.Count > 0 ? ")" : ");")}");
        if (arguments.Count > 0)
        {
            writer.Indent();
            for (var i = 0; i < arguments.Count; i++)
            {
                writer.Line(arguments[i] + (i < arguments.Count - 1 ? "," : initializers.Count > 0 ? ")" : ");"));
            }

            writer.Unindent();
        }

        if (initializers.Count > 0)
        {
            writer.Line("{");
            writer.Indent();
            writer.Lines(initializers);
            writer.Close(";");
        }

        for (var i = 0; i < type.Members.Count; i++)
        {
            EmitAssignment(writer, type, type.Members[i], i);
        }

        writer.Line();
    }

    private static void EmitAssignment(SourceWriter writer, SettingsTypeModel type, SettingModel member, int index)
    {
        if (member.Place is not (SettingPlace.Assigned or SettingPlace.InitOnly))
        {
            return;
        }

        var i = index.ToString(CultureInfo.InvariantCulture);
        writer.Line();
        writer.Open($"if (isThere{i})");
        writer.Line(member.Place == SettingPlace.Assigned
            ? $"settings.{member.Name.EscapeIdentifier()} = value{i}!;"
            : $"{SettingsNames.PrivateType}.{SetterOf(index)}({(type.Form is SettingsForm.Struct or SettingsForm.RecordStruct ? "ref " : "")}settings, value{i}!);");
        writer.Close();
    }
}
