namespace Cachekit.Local;

// What finds entries by something else than their key: the text keys in messages, and tags. All of it belongs to the namespace's lock, and hits do not know of it.
// An entry that is not there may be under way: its reader has read it and not kept it yet. So both have a fence as removals by key have one.
internal sealed partial class LocalStore<TKey, TValue>
{
    private const int MarkFenceLength = 1024;

    private Dictionary<ulong, LocalEntry<TKey, TValue>>? _byText;
    private Dictionary<ulong, HashSet<LocalEntry<TKey, TValue>>>? _byTag;
    private long[]? _textFence;
    private long[]? _tagFence;

    /// <summary>Removes the entry that a message names, unless it is the very one that the message is about; and refuses values that were read before.</summary>
    /// <param name="textHash">The hash of its text key.</param>
    /// <param name="stamp">The stamp of the message.</param>
    public void RemoveByText(ulong textHash, long stamp)
    {
        lock (_namespace.Lock)
        {
            RaiseMarkFence(ref _textFence, textHash, Epoch.Next());
            if (_byText is not null && _byText.TryGetValue(textHash, out var entry) && entry.Mark!.Stamp != stamp)
            {
                Drop(entry);
            }
        }
    }

    /// <summary>Removes all entries with a tag, and refuses those that were read or computed before.</summary>
    public void RemoveByTag(ulong tag)
    {
        lock (_namespace.Lock)
        {
            RaiseMarkFence(ref _tagFence, tag, Epoch.Next());
            if (_byTag is null || !_byTag.TryGetValue(tag, out var entries))
            {
                return;
            }

            foreach (var entry in entries.ToArray())
            {
                Drop(entry);
            }
        }
    }

    /// <summary>Whether an entry was read or computed before a message or the invalidation of one of its tags.</summary>
    private bool IsFencedByMark(LocalEntry<TKey, TValue> entry)
    {
        if (entry.Mark is not { } mark)
        {
            return false;
        }

        if (_textFence is not null && mark.TextHash != 0 && entry.Epoch < _textFence[mark.TextHash % MarkFenceLength])
        {
            return true;
        }

        if (_tagFence is not null && mark.Tags is { } tags)
        {
            foreach (var tag in tags)
            {
                if (entry.Epoch < _tagFence[tag % MarkFenceLength])
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Before an entry is linked in: where two keys have one hash only the later one is kept, so that a message that names it reaches all there is.</summary>
    private void MakeRoomFor(LocalEntry<TKey, TValue> entry, LocalEntry<TKey, TValue>? replaced)
    {
        if (_byText is not null
            && entry.Mark is { TextHash: not 0 } mark
            && _byText.TryGetValue(mark.TextHash, out var twin)
            && !ReferenceEquals(twin, replaced))
        {
            Drop(twin);
        }
    }

    private void IndexMark(LocalEntry<TKey, TValue> entry)
    {
        if (entry.Mark is not { } mark)
        {
            return;
        }

        if (mark.TextHash != 0)
        {
            (_byText ??= [])[mark.TextHash] = entry;
        }

        foreach (var tag in mark.Tags ?? [])
        {
            _byTag ??= [];
            if (!_byTag.TryGetValue(tag, out var entries))
            {
                _byTag.Add(tag, entries = []);
            }

            entries.Add(entry);
        }
    }

    private void UnindexMark(LocalEntry<TKey, TValue> entry)
    {
        if (entry.Mark is not { } mark)
        {
            return;
        }

        if (mark.TextHash != 0 && _byText!.TryGetValue(mark.TextHash, out var indexed) && ReferenceEquals(indexed, entry))
        {
            _byText.Remove(mark.TextHash);
        }

        foreach (var tag in mark.Tags ?? [])
        {
            if (_byTag!.TryGetValue(tag, out var entries) && entries.Remove(entry) && entries.Count == 0)
            {
                _byTag.Remove(tag);
            }
        }
    }

    private static void RaiseMarkFence(ref long[]? fence, ulong hash, long epoch)
    {
        fence ??= new long[MarkFenceLength];
        fence[hash % MarkFenceLength] = epoch;
    }
}
