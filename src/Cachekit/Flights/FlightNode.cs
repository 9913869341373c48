namespace Cachekit.Flights;

/// <summary>One running flight as a node in the graph of who waits for whom, over all methods and runtimes of the process.</summary>
/// <remarks>
/// A body may call other cached methods. The body's flight then waits for theirs, and a call that would close a circle would wait for itself
/// forever: directly (a body that calls its own method with the same arguments), through other methods, or between two flows that started from
/// different ends. The edge is entered before the wait begins and refused when it would close a circle, so that the graph never has one.
/// Nodes carry no key and no value: an execution context that somebody keeps holds on to a node only.
/// </remarks>
internal sealed class FlightNode
{
    private static readonly object Gate = new();
    private static readonly AsyncLocal<FlightNode?> Innermost = new();

    // All for the search, which the gate guards: recursion would need as much stack as the longest chain, and without marks two flights that
    // are waited for by the same two, a few floors deep, would be searched as often as there are ways to them.
    private static readonly Stack<FlightNode> Ahead = new();
    private static long LastSearch;

    private List<FlightNode>? _waitsFor;
    private long _seenBy;
    private bool _ended;

    /// <summary>The flight whose body makes the current call, or <see langword="null"/>.</summary>
    internal static FlightNode? Current
    {
        get => Innermost.Value;
        set => Innermost.Value = value;
    }

    /// <summary>Says that this flight's body waits for another flight.</summary>
    /// <returns><see langword="false"/> when it would wait for itself; nothing was entered then.</returns>
    internal bool TryWaitFor(FlightNode other)
    {
        lock (Gate)
        {
            if (_ended)
            {
                // Work that the body left behind: nobody who waited for the flight waits for this.
                return true;
            }

            if (other.Search(this))
            {
                return false;
            }

            (_waitsFor ??= []).Add(other);
            return true;
        }
    }

    internal void StopWaitingFor(FlightNode other)
    {
        lock (Gate)
        {
            _waitsFor?.Remove(other);
        }
    }

    /// <summary>The flight has ended: whoever still stands in line for it waits no more, whatever its body left behind goes on to wait for.</summary>
    internal void End()
    {
        lock (Gate)
        {
            _ended = true;
            _waitsFor = null;
        }
    }

    /// <summary>Whether this flight is, or waits for, another one.</summary>
    internal bool LeadsTo(FlightNode target)
    {
        lock (Gate)
        {
            return Search(target);
        }
    }

    private bool Search(FlightNode target)
    {
        var search = ++LastSearch;
        Ahead.Push(this);
        while (Ahead.TryPop(out var node))
        {
            if (ReferenceEquals(node, target))
            {
                Ahead.Clear();
                return true;
            }

            if (node._seenBy == search || node._waitsFor is null)
            {
                continue;
            }

            node._seenBy = search;
            foreach (var next in node._waitsFor)
            {
                Ahead.Push(next);
            }
        }

        return false;
    }
}
