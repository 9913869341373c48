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

    private List<FlightNode>? _waitsFor;

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
        if (ReferenceEquals(this, target))
        {
            return true;
        }

        if (_waitsFor is not null)
        {
            foreach (var next in _waitsFor)
            {
                if (next.Search(target))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
