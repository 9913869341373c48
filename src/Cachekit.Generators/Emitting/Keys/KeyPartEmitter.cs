using Cachekit.Generators.Models.Keys;

namespace Cachekit.Generators.Emitting.Keys;

/// <summary>Writes the class <c>Parts</c> with the parts that the keys of one containing type need.</summary>
internal static class KeyPartEmitter
{
    private const string Services = "global::Cachekit.CompilerServices";

    /// <summary>Writes the class; nothing when there are no parts.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="definitions">The parts, each id once.</param>
    public static void Emit(SourceWriter writer, IEnumerable<KeyPartDefinition> definitions)
    {
        var isOpen = false;
        foreach (var definition in definitions)
        {
            if (!isOpen)
            {
                writer.Line("#nullable disable");
                writer.Open("private static class Parts");
                isOpen = true;
            }
            else
            {
                writer.Line();
            }

            EmitDefinition(writer, definition);
        }

        if (isOpen)
        {
            writer.Close();
            writer.Line("#nullable enable");
        }
    }

    private static void EmitDefinition(SourceWriter writer, KeyPartDefinition definition)
    {
        var part = $"{Services}.KeyPart<{definition.TypeName}>";
        writer.Open($"internal static class {definition.Id}{definition.TypeParameters}{definition.Constraints}");
        writer.Line($"private static {part} s_instance;");
        writer.Line();

        // Made at the first use and not by an initializer: a type that contains itself would find its own part not made yet.
        writer.Line($"internal static {part} Instance => s_instance ??= {definition.Expression ?? "new Implementation()"};");
        if (definition.Shape != KeyPartShape.Expression)
        {
            writer.Line();
            KeyObjectPartEmitter.Emit(writer, definition, part);
        }

        writer.Close();
    }
}
