namespace Cachekit.TestSupport.Backends;

/// <summary>A backend in front of another one that fails, hangs at a gate, or lies, each operation on its own.</summary>
/// <remarks>The order of a call: it is recorded, waits at its gate, fails if told to, reaches the inner backend, and its answer is falsified.</remarks>
public sealed class FaultyBackend(ITtlCacheBackend inner) : ITtlCacheBackend, IHealthCheckedCacheBackend
{
    private readonly object _lock = new();
    private readonly Dictionary<BackendOperation, BackendGate> _gates = [];
    private readonly Dictionary<BackendOperation, Fault> _faults = [];
    private Func<string, BackendValue, BackendValue>? _getLie;
    private bool _losesWrites;

    public string Name { get; init; } = "faulty";

    public ITtlCacheBackend Inner { get; } = inner;

    /// <summary>What was asked, including the calls that failed or still hang.</summary>
    public BackendCallLog Calls { get; } = new();

    /// <summary>Makes operations fail with a backend error until <see cref="Heal"/>.</summary>
    public void Fail(BackendOperation operations, BackendErrorKind kind = BackendErrorKind.Transient) =>
        Fail(operations, () => new CacheBackendException(kind, "The backend was told to fail."));

    /// <summary>Makes operations fail, for so many calls per operation or until <see cref="Heal"/>.</summary>
    public void Fail(BackendOperation operations, Func<Exception> exception, int times = int.MaxValue)
    {
        lock (_lock)
        {
            foreach (var operation in Split(operations))
            {
                _faults[operation] = new Fault(exception) { Left = times };
            }
        }
    }

    /// <summary>Makes operations wait at a gate that the test opens. Asynchronous calls also leave when they are cancelled.</summary>
    public BackendGate Hang(BackendOperation operations)
    {
        var gate = new BackendGate();
        lock (_lock)
        {
            foreach (var operation in Split(operations))
            {
                _gates[operation] = gate;
            }
        }

        return gate;
    }

    /// <summary>Lets later calls of these operations pass; those that wait at a gate go on waiting.</summary>
    public void Release(BackendOperation operations)
    {
        lock (_lock)
        {
            foreach (var operation in Split(operations))
            {
                _gates.Remove(operation);
            }
        }
    }

    /// <summary>Falsifies what reads answer. The function owns the honest value that it does not pass on.</summary>
    public void LieOnGet(Func<string, BackendValue, BackendValue> lie) => Volatile.Write(ref _getLie, lie);

    /// <summary>Makes writes claim success and store nothing.</summary>
    public void LoseWrites() => Volatile.Write(ref _losesWrites, true);

    /// <summary>Ends failures and gates of these operations; calls that hang go on. Healing all of them ends the lies too.</summary>
    public void Heal(BackendOperation operations = BackendOperation.All)
    {
        lock (_lock)
        {
            foreach (var operation in Split(operations))
            {
                _faults.Remove(operation);
                if (_gates.Remove(operation, out var gate))
                {
                    gate.Open();
                }
            }
        }

        if (operations == BackendOperation.All)
        {
            Volatile.Write(ref _getLie, null);
            Volatile.Write(ref _losesWrites, false);
        }
    }

    public BackendValue Get(string key)
    {
        Before(BackendOperation.Get, key);
        return Falsify(key, Inner.Get(key));
    }

    public async ValueTask<BackendValue> GetAsync(string key, CancellationToken cancellationToken = default)
    {
        await BeforeAsync(BackendOperation.Get, key, null, cancellationToken);
        return Falsify(key, await Inner.GetAsync(key, cancellationToken));
    }

    public void Set(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl)
    {
        Before(BackendOperation.Set, key, ttl);
        if (!Volatile.Read(ref _losesWrites))
        {
            Inner.Set(key, value, ttl);
        }
    }

    public async ValueTask SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl, CancellationToken cancellationToken = default)
    {
        await BeforeAsync(BackendOperation.Set, key, ttl, cancellationToken);
        if (!Volatile.Read(ref _losesWrites))
        {
            await Inner.SetAsync(key, value, ttl, cancellationToken);
        }
    }

    public bool Delete(string key)
    {
        Before(BackendOperation.Delete, key);
        return Inner.Delete(key);
    }

    public async ValueTask<bool> DeleteAsync(string key, CancellationToken cancellationToken = default)
    {
        await BeforeAsync(BackendOperation.Delete, key, null, cancellationToken);
        return await Inner.DeleteAsync(key, cancellationToken);
    }

    public bool Exists(string key)
    {
        Before(BackendOperation.Exists, key);
        return Inner.Exists(key);
    }

    public async ValueTask<bool> ExistsAsync(string key, CancellationToken cancellationToken = default)
    {
        await BeforeAsync(BackendOperation.Exists, key, null, cancellationToken);
        return await Inner.ExistsAsync(key, cancellationToken);
    }

    public TimeSpan? GetTtl(string key)
    {
        Before(BackendOperation.GetTtl, key);
        return Inner.GetTtl(key);
    }

    public async ValueTask<TimeSpan?> GetTtlAsync(string key, CancellationToken cancellationToken = default)
    {
        await BeforeAsync(BackendOperation.GetTtl, key, null, cancellationToken);
        return await Inner.GetTtlAsync(key, cancellationToken);
    }

    public bool RefreshTtl(string key, TimeSpan ttl)
    {
        Before(BackendOperation.RefreshTtl, key, ttl);
        return Inner.RefreshTtl(key, ttl);
    }

    public async ValueTask<bool> RefreshTtlAsync(string key, TimeSpan ttl, CancellationToken cancellationToken = default)
    {
        await BeforeAsync(BackendOperation.RefreshTtl, key, ttl, cancellationToken);
        return await Inner.RefreshTtlAsync(key, ttl, cancellationToken);
    }

    public async ValueTask<BackendHealth> CheckHealthAsync(CancellationToken cancellationToken = default)
    {
        var details = new Dictionary<string, object>(StringComparer.Ordinal) { ["backend_type"] = Name };
        try
        {
            await BeforeAsync(BackendOperation.CheckHealth, "", null, cancellationToken);
            return new BackendHealth(IsHealthy: true, TimeSpan.Zero, details);
        }
        catch (CacheBackendException exception)
        {
            return new BackendHealth(IsHealthy: false, Latency: null, details, exception);
        }
    }

    private static IEnumerable<BackendOperation> Split(BackendOperation operations) =>
        Enum.GetValues<BackendOperation>().Where(o => o is not (BackendOperation.None or BackendOperation.All) && (o & operations) != 0);

    private BackendValue Falsify(string key, BackendValue honest) => Volatile.Read(ref _getLie) is { } lie ? lie(key, honest) : honest;

    private void Before(BackendOperation operation, string key, TimeSpan? ttl = null)
    {
        Calls.Add(operation, key, ttl, isAsync: false);
        GateOf(operation)?.Pass();
        ThrowIfFaulty(operation);
    }

    private async ValueTask BeforeAsync(BackendOperation operation, string key, TimeSpan? ttl, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Calls.Add(operation, key, ttl, isAsync: true);
        if (GateOf(operation) is { } gate)
        {
            await gate.PassAsync(cancellationToken);
        }

        ThrowIfFaulty(operation);
    }

    private BackendGate? GateOf(BackendOperation operation)
    {
        lock (_lock)
        {
            return _gates.GetValueOrDefault(operation);
        }
    }

    private void ThrowIfFaulty(BackendOperation operation)
    {
        Exception exception;
        lock (_lock)
        {
            if (!_faults.TryGetValue(operation, out var fault) || fault.Left == 0)
            {
                return;
            }

            fault.Left--;
            exception = fault.Exception();
        }

        throw exception;
    }

    private sealed class Fault(Func<Exception> exception)
    {
        public Func<Exception> Exception { get; } = exception;

        public int Left { get; set; }
    }
}
