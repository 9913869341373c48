using Cachekit.CompilerServices;

namespace Cachekit.Pipeline;

/// <summary>The ids of one call: each leads to a slot, and ids with equal keys to the same one.</summary>
/// <typeparam name="TId">One id.</typeparam>
/// <typeparam name="TKey">The key of one id's entry.</typeparam>
/// <typeparam name="TValue">The value of one id.</typeparam>
internal sealed class BatchCall<TId, TKey, TValue>
    where TKey : struct, ICacheKey<TKey>
{
    private readonly TId[] _asked;
    private readonly int[] _slots;
    private readonly List<TId> _ids = [];
    private readonly List<TKey> _keys = [];
    private readonly SlotState[] _states;
    private readonly TValue[] _values;

    /// <param name="asked">The ids as the caller gave them; nobody changes the array any more.</param>
    /// <param name="body">Knows their keys.</param>
    internal static BatchCall<TId, TKey, TValue> Create<TResult, TBody>(TId[] asked, in TBody body)
        where TBody : struct, IBatchBody<TId, TKey, TValue, TResult>
    {
        var call = new BatchCall<TId, TKey, TValue>(asked);
        var known = new Dictionary<TKey, int>(asked.Length);
        for (var i = 0; i < asked.Length; i++)
        {
            var key = body.KeyOf(asked[i]);
            if (!known.TryGetValue(key, out var slot))
            {
                slot = call._keys.Count;
                known.Add(key, slot);
                call._keys.Add(key);
                call._ids.Add(asked[i]);
            }

            call._slots[i] = slot;
        }

        return call;
    }

    private BatchCall(TId[] asked)
    {
        _asked = asked;
        _slots = new int[asked.Length];
        _states = new SlotState[asked.Length];
        _values = new TValue[asked.Length];
    }

    private enum SlotState
    {
        Open,
        Found,
        Absent,
    }

    /// <summary>How many different keys there are.</summary>
    internal int Slots => _keys.Count;

    internal TKey KeyOf(int slot) => _keys[slot];

    internal TId IdOf(int slot) => _ids[slot];

    /// <summary>The slots that nobody has answered yet, in the order in which their ids appeared first.</summary>
    internal List<int> Open()
    {
        var open = new List<int>();
        for (var slot = 0; slot < _keys.Count; slot++)
        {
            if (_states[slot] == SlotState.Open)
            {
                open.Add(slot);
            }
        }

        return open;
    }

    internal void Set(int slot, TValue value)
    {
        _values[slot] = value;
        _states[slot] = SlotState.Found;
    }

    /// <summary>The body has no value for the id; one that it gave before, a null, stays.</summary>
    internal void SetAbsent(int slot)
    {
        if (_states[slot] == SlotState.Open)
        {
            _states[slot] = SlotState.Absent;
        }
    }

    /// <summary>All ids as the caller gave them, with their values.</summary>
    internal BatchItems<TId, TValue> ToItems(string method)
    {
        var items = new BatchItems<TId, TValue>(method, _asked);
        for (var i = 0; i < _asked.Length; i++)
        {
            if (_states[_slots[i]] == SlotState.Found)
            {
                items.Set(i, _values[_slots[i]]);
            }
        }

        return items;
    }
}
