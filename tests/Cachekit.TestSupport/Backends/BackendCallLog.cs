namespace Cachekit.TestSupport.Backends;

/// <summary>What a backend was asked, in order of arrival.</summary>
public sealed class BackendCallLog
{
    private readonly object _lock = new();
    private readonly List<BackendCall> _calls = [];

    /// <summary>A copy of all calls so far.</summary>
    public IReadOnlyList<BackendCall> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _calls];
            }
        }
    }

    public int Count(BackendOperation operations = BackendOperation.All) => All.Count(c => (c.Operation & operations) != 0);

    public IReadOnlyList<string> Keys(BackendOperation operations = BackendOperation.All) =>
        [.. All.Where(c => (c.Operation & operations) != 0).Select(c => c.Key)];

    public void Clear()
    {
        lock (_lock)
        {
            _calls.Clear();
        }
    }

    internal void Add(BackendOperation operation, string key, TimeSpan? ttl, bool isAsync)
    {
        lock (_lock)
        {
            _calls.Add(new BackendCall(operation, key, ttl, isAsync));
        }
    }
}
