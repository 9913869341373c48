using System.ComponentModel;

namespace Cachekit.CompilerServices;

/// <summary>Ids and their values, on the way out of what a body returned or into what a caller gets.</summary>
/// <typeparam name="TId">One id.</typeparam>
/// <typeparam name="TValue">The value of one id.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BatchItems<TId, TValue>
{
    private readonly TId[] _ids;
    private readonly TValue[] _values;
    private readonly bool[] _found;

    internal BatchItems(string method, TId[] ids)
    {
        Method = method;
        _ids = ids;
        _values = new TValue[ids.Length];
        _found = new bool[ids.Length];
    }

    internal string Method { get; }

    internal int Count => _ids.Length;

    internal ReadOnlySpan<TId> Ids => _ids;

    internal ReadOnlySpan<TValue> Values => _values;

    internal bool TryGet(int index, out TValue value)
    {
        value = _values[index];
        return _found[index];
    }

    internal void Set(int index, TValue value)
    {
        _values[index] = value;
        _found[index] = true;
    }
}
