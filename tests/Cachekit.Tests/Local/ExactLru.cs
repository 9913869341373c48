namespace Cachekit.Tests.Local;

/// <summary>The textbook LRU with a byte budget, to compare hit rates with.</summary>
internal static class ExactLru
{
    public static double HitRate(int[] trace, long budget, Func<int, long> sizeOf)
    {
        var nodes = new Dictionary<int, LinkedListNode<int>>();
        var order = new LinkedList<int>();
        var bytes = 0L;
        var hits = 0;
        foreach (var id in trace)
        {
            if (nodes.TryGetValue(id, out var node))
            {
                hits++;
                order.Remove(node);
                order.AddFirst(node);
                continue;
            }

            nodes[id] = order.AddFirst(id);
            bytes += sizeOf(id);
            while (bytes > budget)
            {
                var victim = order.Last!.Value;
                order.RemoveLast();
                nodes.Remove(victim);
                bytes -= sizeOf(victim);
            }
        }

        return (double)hits / trace.Length;
    }
}
