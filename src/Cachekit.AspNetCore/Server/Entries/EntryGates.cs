namespace Cachekit.AspNetCore;

/// <summary>
/// Lets one change of an entry run at a time in this process: a PATCH reads and writes, and must not write back what a PUT or a DELETE
/// between the two has replaced. Entries share a fixed number of gates.
/// </summary>
/// <remarks>
/// Several servers over one backend do not wait for each other. There a PATCH can still undo a PUT or DELETE of the same moment, which is how
/// the last writer wins everywhere else.
/// </remarks>
internal sealed class EntryGates : IDisposable
{
    private const int Count = 256;

    private readonly SemaphoreSlim[] _gates = new SemaphoreSlim[Count];

    public EntryGates()
    {
        for (var i = 0; i < Count; i++)
        {
            _gates[i] = new SemaphoreSlim(1, 1);
        }
    }

    /// <summary>Waits for the gate of an entry; releasing it is up to the caller.</summary>
    public async ValueTask<SemaphoreSlim> EnterAsync(string storageKey, CancellationToken cancellationToken)
    {
        var gate = _gates[(uint)storageKey.GetHashCode(StringComparison.Ordinal) % Count];
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        return gate;
    }

    public void Dispose()
    {
        foreach (var gate in _gates)
        {
            gate.Dispose();
        }
    }
}
