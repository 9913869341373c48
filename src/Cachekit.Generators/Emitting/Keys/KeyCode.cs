using Cachekit.Generators.Models.Keys;

namespace Cachekit.Generators.Emitting.Keys;

/// <summary>The expressions and statements for one value in a key; the same in keys and in parts.</summary>
internal static class KeyCode
{
    private const string Equality = "global::Cachekit.CompilerServices.KeyEquality";

    public static string Equal(KeyForm form, string left, string right) => form.Scalar switch
    {
        ScalarForm.Operator => $"{left} == {right}",
        ScalarForm.Method => $"{left}.Equals({right})",
        ScalarForm.Helper => $"{Equality}.Equals({left}, {right})",
        ScalarForm.Text => $"string.Equals({left}, {right})",
        _ => $"{form.Expression}.Equals({left}, {right})",
    };

    public static void Hash(SourceWriter writer, KeyForm form, string value) =>
        Statement(writer, form, value, "hash.Add", "hash.AddNull();", "hash.AddPresent();", "Hash(ref hash, ");

    public static void Write(SourceWriter writer, KeyForm form, string value) =>
        Statement(writer, form, value, "writer.Write", "writer.WriteNil();", null, "Write(ref writer, ");

    public static string Snapshot(KeyForm form, string value) => form.IsImmutable ? value : $"{form.Expression}.Snapshot({value})";

    private static void Statement(
        SourceWriter writer, KeyForm form, string value, string scalarCall, string absent, string? present, string partCall)
    {
        if (form.Scalar == ScalarForm.None)
        {
            writer.Line($"{form.Expression}.{partCall}{value});");
            return;
        }

        var cast = form.Underlying is null ? "" : $"({form.Underlying})";
        if (!form.IsNullable)
        {
            writer.Line($"{scalarCall}({cast}{value});");
            return;
        }

        writer.Open($"if ({value}.HasValue)");
        if (present is not null)
        {
            writer.Line(present);
        }

        writer.Line($"{scalarCall}({cast}{value}.GetValueOrDefault());");
        writer.Close();
        writer.Open("else");
        writer.Line(absent);
        writer.Close();
    }
}
