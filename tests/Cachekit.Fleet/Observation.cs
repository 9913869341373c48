namespace Cachekit.Fleet;

/// <summary>When a member last got a value. Times are the machine's, in milliseconds, so that those of all processes compare.</summary>
internal sealed class Observation
{
    private readonly Dictionary<long, long> _lastSeen = [];

    public static long Now => Environment.TickCount64;

    public long Reads { get; private set; }

    /// <summary>Says that a call returned a value; when it was asked for counts, because the answer was right then or not at all.</summary>
    public void Saw(long value, long askedAt)
    {
        Reads++;
        _lastSeen[value] = askedAt;
    }

    public IEnumerable<string> Lines => _lastSeen.OrderBy(pair => pair.Key).Select(pair => $"seen {pair.Key} {pair.Value}");
}
