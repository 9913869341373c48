namespace Cachekit.Backends;

/// <summary>Something that waits for an answer and is told when time passes.</summary>
internal abstract class Expirable
{
    // The place in the list of those that wait; only touched under the list's lock.
    internal Expirable? Previous;
    internal Expirable? Next;
    internal bool IsListed;

    /// <summary>Gives up what has waited too long.</summary>
    /// <param name="now">The time, as the clock's time stamp.</param>
    /// <param name="limit">What was started before this has waited too long.</param>
    public abstract void OnTick(long now, long limit);
}
