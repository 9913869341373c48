using System.Reflection;
using System.Text.Json;
using Cachekit.Generators.Models.Values;

namespace Cachekit.Generators.Tests.Values;

/// <summary>A compiled value and the codec that was generated for its type.</summary>
internal sealed class ValueTrip(string type, ValueModel model, Type catalog, int index)
{
    private static readonly JsonSerializerOptions Json = new() { IncludeFields = true };

    public string Type => type;

    public ValueModel Model => model;

    /// <summary>The value as its source makes it.</summary>
    public object? Original => Invoke("V");

    public byte[] Encode(object? value) => (byte[])Invoke("Encode", value)!;

    public object? Decode(byte[] bytes) => Invoke("Decode", bytes);

    public object? Copy() => Decode(Encode(Original));

    public string Hex() => Convert.ToHexStringLower(Encode(Original));

    /// <summary>Text that shows all of a value, to compare two.</summary>
    public static string Describe(object? value) => JsonSerializer.Serialize(value, Json);

    /// <summary>Reads one member of a value.</summary>
    public static object? Member(object? value, string name) => value!.GetType() is var type && type.GetProperty(name) is { } property
        ? property.GetValue(value)
        : type.GetField(name)!.GetValue(value);

    private object? Invoke(string name, params object?[] arguments)
    {
        try
        {
            return catalog.GetMethod(name + index)!.Invoke(null, arguments);
        }
        catch (TargetInvocationException exception)
        {
            throw exception.InnerException!;
        }
    }
}
