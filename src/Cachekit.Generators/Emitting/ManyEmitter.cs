using System.Text;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;

namespace Cachekit.Generators.Emitting;

/// <summary>Writes the members of a handle that take many arguments at once: one value each, or a tuple where the key has several parameters.</summary>
internal static class ManyEmitter
{
    private const string Token = "global::System.Threading.CancellationToken";

    /// <summary>Whether there are arguments to have many of.</summary>
    public static bool HasMany(CachedMethodModel method)
    {
        foreach (var parameter in method.Signature.Parameters)
        {
            if (parameter.Role == ParameterRole.Key)
            {
                return true;
            }
        }

        return false;
    }

    public static void Emit(SourceWriter writer, CachedMethodModel method, string nested, string cache)
    {
        var parameters = new List<ParameterModel>();
        foreach (var parameter in method.Signature.Parameters)
        {
            if (parameter.Role == ParameterRole.Key)
            {
                parameters.Add(parameter);
            }
        }

        // The items of a tuple have the names of the parameters where the language allows them there.
        var item = new StringBuilder();
        foreach (var parameter in parameters)
        {
            item.Append(item.Length == 0 ? "" : ", ").Append(parameter.Type).Append(CanNameAnItem(parameter.PlainName) ? " " + parameter.Name : "");
        }

        var type = parameters.Count == 1 ? parameters[0].Type : $"({item})";
        writer.Open($"public global::System.Threading.Tasks.ValueTask InvalidateManyAsync(global::System.Collections.Generic.IEnumerable<{type}> arguments, {Token} cancellationToken = default)");
        writer.Line("global::System.ArgumentNullException.ThrowIfNull(arguments);");
        writer.Line($"var keys = new global::System.Collections.Generic.List<{nested}.Key>();");
        writer.Open("foreach (var argument in arguments)");
        writer.Line($"keys.Add(new {nested}.Key({Key(method.Plan!, parameters)}));");
        writer.Close();
        writer.Line();
        writer.Line($"return {cache}.InvalidateManyAsync(keys, cancellationToken);");
        writer.Close();
    }

    private static string Key(CachePlan plan, List<ParameterModel> parameters)
    {
        var text = new StringBuilder();
        foreach (var source in plan.KeySources)
        {
            text.Append(text.Length == 0 ? "" : ", ");
            if (source.IsMember)
            {
                text.Append("this._owner.").Append(source.Name);
                continue;
            }

            var index = parameters.FindIndex(parameter => parameter.Name == source.Name) + 1;
            text.Append("argument");
            if (parameters.Count > 1)
            {
                text.Append(".Item").Append(index.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        return text.ToString();
    }

    private static bool CanNameAnItem(string name) =>
        !name.StartsWith("Item", StringComparison.Ordinal) && name is not ("CompareTo" or "Deconstruct" or "Equals" or "GetHashCode" or "Rest" or "ToString");
}
