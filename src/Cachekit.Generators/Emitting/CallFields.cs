using System.Text;
using Cachekit.Generators.Models;

namespace Cachekit.Generators.Emitting;

/// <summary>Writes the fields and the constructor of a struct that holds a call: its owner and its arguments.</summary>
internal static class CallFields
{
    /// <summary>Writes them, with an empty line behind.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="container">The type.</param>
    /// <param name="signature">The method.</param>
    /// <param name="kept">The parameters that are kept.</param>
    public static void Emit(SourceWriter writer, ContainerModel container, SignatureModel signature, List<ParameterModel> kept)
    {
        if (signature.IsStatic && kept.Count == 0)
        {
            return;
        }

        var owner = CallText.FreeName(signature, "__owner");
        var parameters = new StringBuilder(signature.IsStatic ? "" : $"{container.TypeName} {owner}");
        if (!signature.IsStatic)
        {
            writer.Line($"private readonly {container.TypeName} Owner;");
        }

        foreach (var parameter in kept)
        {
            writer.Line($"private readonly {parameter.Type} _{parameter.PlainName};");
            parameters.Append(parameters.Length == 0 ? "" : ", ").Append(parameter.Type).Append(' ').Append(parameter.Name);
        }

        writer.Line();
        writer.Open($"internal Body({parameters})");
        if (!signature.IsStatic)
        {
            writer.Line($"this.Owner = {owner};");
        }

        foreach (var parameter in kept)
        {
            writer.Line($"this._{parameter.PlainName} = {parameter.Name};");
        }

        writer.Close();
        writer.Line();
    }
}
