namespace Cachekit.Generators.Models;

internal enum ParameterRole
{
    Key,
    Ignored,
    CancellationToken,
}

/// <summary>A parameter of a cached or invalidating method.</summary>
/// <param name="Name">The name, escaped where it is a keyword.</param>
/// <param name="Type">The type as generated code writes it.</param>
/// <param name="TypeLabel">The type's short name, for telling overloads apart.</param>
/// <param name="Modifiers">What stands before the type, with a space at the end: <c>params </c>, <c>in </c>, <c>this </c>, or nothing.</param>
/// <param name="Default">The default value as an expression, or null.</param>
/// <param name="Role">What the parameter is for.</param>
internal sealed record ParameterModel(string Name, string Type, string TypeLabel, string Modifiers, string? Default, ParameterRole Role)
{
    public string PlainName => Name.TrimStart('@');

    public bool IsParams => Modifiers.IndexOf("params ", StringComparison.Ordinal) >= 0;
}
