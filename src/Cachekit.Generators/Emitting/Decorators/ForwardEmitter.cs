using System.Text;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;
using Cachekit.Generators.Models.Decorators;

namespace Cachekit.Generators.Emitting.Decorators;

/// <summary>Writes a member that calls that of the inner object.</summary>
internal static class ForwardEmitter
{
    public static void Emit(SourceWriter writer, ForwardModel member)
    {
        writer.Lines(GeneratedAttributes.Type);
        if (member.IsObsolete)
        {
            writer.Line(GeneratedAttributes.Obsolete);
        }

        writer.Lines(member.CallMarks);

        var inner = $"(({member.Interface})this.{GeneratedNames.Inner})";
        var head = $"{(HasPointers(member) ? "unsafe " : "")}{(member.Kind == ForwardKind.Event ? "event " : "")}{member.Reference}{member.Type} {member.Interface}.";
        var reference = member.Reference.Length > 0 ? "ref " : "";
        switch (member.Kind)
        {
            case ForwardKind.Method:
                var types = member.TypeParameters.Count == 0 ? "" : $"<{string.Join(", ", member.TypeParameters)}>";
                var constraints = member.Constraints.Count == 0 ? "" : " " + string.Join(" ", member.Constraints);
                writer.Line($"{head}{member.Name}{types}({Parameters(member)}){constraints} => {reference}{inner}.{member.Name}{types}({Arguments(member)});");
                break;
            case ForwardKind.Event:
                EmitEvent(writer, head + member.Name, $"{inner}.{member.Name}");
                break;
            default:
                var isIndexer = member.Kind == ForwardKind.Indexer;
                EmitProperty(
                    writer, member, head + (isIndexer ? $"this[{Parameters(member)}]" : member.Name), reference, isIndexer ? $"{inner}[{Arguments(member)}]" : $"{inner}.{member.Name}");
                break;
        }
    }

    private static void EmitEvent(SourceWriter writer, string head, string target)
    {
        writer.Open(head);
        writer.Line($"add => {target} += value;");
        writer.Line($"remove => {target} -= value;");
        writer.Close();
    }

    private static void EmitProperty(SourceWriter writer, ForwardModel member, string head, string reference, string target)
    {
        writer.Open(head);
        foreach (var accessor in member.Accessors)
        {
            writer.Line(accessor switch
            {
                "get" => $"get => {reference}{target};",
                "set" => $"set => {target} = value;",

                // Only whoever makes the object may set it, and the inner one has been made.
                _ => "init => throw new global::System.NotSupportedException();",
            });
        }

        writer.Close();
    }

    private static bool HasPointers(ForwardModel member)
    {
        var any = member.Type.IndexOf('*') >= 0;
        foreach (var parameter in member.Parameters)
        {
            any |= parameter.Type.IndexOf('*') >= 0;
        }

        return any;
    }

    private static string Parameters(ForwardModel member)
    {
        var text = new StringBuilder();
        foreach (var parameter in member.Parameters)
        {
            text.Append(text.Length == 0 ? "" : ", ").Append(parameter.Modifiers).Append(parameter.Type).Append(' ').Append(parameter.Name);
        }

        return text.ToString();
    }

    private static string Arguments(ForwardModel member)
    {
        var text = new StringBuilder();
        foreach (var parameter in member.Parameters)
        {
            text.Append(text.Length == 0 ? "" : ", ").Append(Modifier(parameter)).Append(parameter.Name);
        }

        return text.ToString();
    }

    private static string Modifier(ParameterModel parameter) =>
        parameter.Modifiers.IndexOf("ref readonly ", StringComparison.Ordinal) >= 0 || parameter.Modifiers.IndexOf("in ", StringComparison.Ordinal) >= 0 ? "in "
        : parameter.Modifiers.IndexOf("ref ", StringComparison.Ordinal) >= 0 ? "ref "
        : parameter.Modifiers.IndexOf("out ", StringComparison.Ordinal) >= 0 ? "out "
        : "";
}
