using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models.Values;

namespace Cachekit.Generators.Emitting.Values;

/// <summary>
/// How the members of an object travel from the reader into the instance: straight into it when it can be made first, otherwise
/// over variables that become arguments and initializers.
/// </summary>
internal sealed class ObjectReadBody
{
    private readonly ObjectCodecModel _codec;
    private readonly bool _isMadeFirst;
    private readonly List<string> _variables = new();
    private readonly List<string> _flags = new();

    public ObjectReadBody(ObjectCodecModel codec)
    {
        _codec = codec;
        _isMadeFirst = codec.Arguments.Count == 0 && codec.Unstored.Count == 0;
        foreach (var member in codec.Members)
        {
            _isMadeFirst &= member.Restore == MemberRestore.Assignment;
        }

        var taken = new HashSet<string>(StringComparer.Ordinal) { "reader", "result", "expected", "remaining", "member" };
        foreach (var member in codec.Members)
        {
            _variables.Add(Identifiers.Local(member.Name, taken));
            _flags.Add(member.Restore == MemberRestore.Assignment ? Identifiers.Local("Has" + member.Name, taken) : "");
        }
    }

    public void EmitVariables(SourceWriter writer)
    {
        if (_isMadeFirst)
        {
            writer.Line($"var result = new {_codec.TypeName}();");
            return;
        }

        for (var i = 0; i < _codec.Members.Count; i++)
        {
            var member = _codec.Members[i];
            writer.Line($"{member.TypeName} {_variables[i]} = {member.Default};");
            if (_flags[i].Length > 0)
            {
                writer.Line($"var {_flags[i]} = false;");
            }
        }
    }

    public void EmitMember(SourceWriter writer, int index)
    {
        var member = _codec.Members[index];
        var target = _isMadeFirst ? "result." + member.Name.EscapeIdentifier() : _variables[index];
        writer.Line($"{target} = {member.Codec}.Read(ref reader);");
        if (!_isMadeFirst && _flags[index].Length > 0)
        {
            writer.Line($"{_flags[index]} = true;");
        }
    }

    public void EmitResult(SourceWriter writer)
    {
        if (_isMadeFirst)
        {
            writer.Line("return result;");
            return;
        }

        var hasAssignments = _flags.Exists(static flag => flag.Length > 0);
        EmitCreation(writer, hasAssignments ? "var result = " : "return ");
        for (var i = 0; i < _codec.Members.Count; i++)
        {
            if (_flags[i].Length > 0)
            {
                writer.Open($"if ({_flags[i]})");
                writer.Line($"result.{_codec.Members[i].Name.EscapeIdentifier()} = {_variables[i]};");
                writer.Close();
                writer.Line();
            }
        }

        if (hasAssignments)
        {
            writer.Line("return result;");
        }
    }

    private void EmitCreation(SourceWriter writer, string head)
    {
        var arguments = new List<string>();
        foreach (var argument in _codec.Arguments)
        {
            arguments.Add(
                (argument.Name is null ? "" : argument.Name.EscapeIdentifier() + ": ")
                + argument.Modifier
                + (argument.Member < 0 ? argument.Expression : _variables[argument.Member]));
        }

        var creation = $"{head}new {_codec.TypeName}({string.Join(", ", arguments)})";
        var initializers = Initializers();
        if (initializers.Count == 0)
        {
            writer.Line(creation + ";");
            return;
        }

        writer.Open(creation);
        foreach (var initializer in initializers)
        {
            writer.Line(initializer + ",");
        }

        writer.Close(";");
    }

    private List<string> Initializers()
    {
        var initializers = new List<string>();
        for (var i = 0; i < _codec.Members.Count; i++)
        {
            if ((_codec.Members[i].Restore & MemberRestore.Initializer) != 0)
            {
                initializers.Add($"{_codec.Members[i].Name.EscapeIdentifier()} = {_variables[i]}");
            }
        }

        foreach (var unstored in _codec.Unstored)
        {
            initializers.Add($"{unstored.Name.EscapeIdentifier()} = default({unstored.TypeName})");
        }

        return initializers;
    }
}
