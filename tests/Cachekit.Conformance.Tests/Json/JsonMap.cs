using System.Collections;

namespace Cachekit.Conformance.Tests.Json;

/// <summary>An object with its members in the order they were written in.</summary>
internal sealed class JsonMap : IEnumerable<KeyValuePair<string, object?>>
{
    private readonly List<KeyValuePair<string, object?>> _members = [];

    public int Count => _members.Count;

    public object? this[string name]
    {
        get => TryGet(name, out var value) ? value : throw new KeyNotFoundException($"There is no member '{name}' in {JsonText.Write(this)}.");
        set => _members.Add(new(name, value));
    }

    public bool Has(string name) => TryGet(name, out _);

    public string Text(string name) => (string)this[name]!;

    public byte[] Bytes(string name) => Convert.FromHexString(Text(name));

    public bool TryGet(string name, out object? value)
    {
        foreach (var member in _members)
        {
            if (member.Key == name)
            {
                value = member.Value;
                return true;
            }
        }

        value = null;
        return false;
    }

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _members.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
