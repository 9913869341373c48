using System.Security.Cryptography;
using Cachekit.Hashing;
using Cachekit.Pipeline;
using Microsoft.Extensions.Logging;

namespace Cachekit.Invalidation;

/// <summary>What one runtime and its backend have to do with invalidation in other processes: saying and hearing it, and doing again what failed.</summary>
/// <remarks>
/// <para><c>.Sending</c> has what this process says, <c>.Receiving</c> what it hears.</para>
/// <para>
/// A message says that entries are older than a stamp. It always removes them from memory, because the next call finds the truth in the backend, and stops bodies that run
/// from leaving their results: dropping too much is a miss, and nothing is taken from a clock of another machine. Only where something in the backend would go is the stamp
/// compared, so that an old message never beats a newer write.
/// </para>
/// </remarks>
internal sealed partial class InvalidationHub : IDisposable
{
    private readonly object _lock = new();
    private readonly BackendPort _port;
    private readonly InvalidationListener? _listener;
    private readonly GenerationPoll? _poll;
    private readonly PendingInvalidations _pending;
    private readonly InvalidationLedger _ledger;
    private readonly ulong _source;
    private IInvalidationTarget[] _targets = [];
    private Dictionary<ulong, IInvalidationTarget[]> _byScope = [];
    private long _malformed;
    private bool _disposed;

    /// <param name="port">The backend.</param>
    /// <param name="pollInterval">How often backends without messages are asked for generations; <see langword="null"/>: never.</param>
    /// <param name="logger">Where it logs.</param>
    internal InvalidationHub(BackendPort port, TimeSpan? pollInterval, ILogger logger)
    {
        _port = port;
        Logger = logger;
        Tags = new TagMarkers(port);
        _ledger = new InvalidationLedger(port.TimeProvider);
        _pending = new PendingInvalidations(this);
        Span<byte> source = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(source);
        _source = BitConverter.ToUInt64(source);
        if (port.SupportsMessages)
        {
            _listener = new InvalidationListener(this, port);
        }
        else if (pollInterval is { } interval)
        {
            _poll = new GenerationPoll(this, port, interval);
        }
    }

    internal TimeProvider TimeProvider => _port.TimeProvider;

    internal ILogger Logger { get; }

    /// <summary>The way to the backend, with everything that guards it.</summary>
    internal BackendPort Port => _port;

    internal ICacheBackend Backend => _port.Backend;

    /// <summary>The markers of tags.</summary>
    internal TagMarkers Tags { get; }

    /// <summary>How many invalidations wait for the backend.</summary>
    internal int PendingCount => _pending.Count;

    /// <summary>How many messages were none.</summary>
    internal long Malformed => Volatile.Read(ref _malformed);

    /// <summary>The methods that rely on messages.</summary>
    internal IInvalidationTarget[] Targets => Volatile.Read(ref _targets);

    /// <summary>Completes when this process hears others, or would if there were messages.</summary>
    internal Task Ready => _listener?.Ready ?? _poll?.Ready ?? Task.CompletedTask;

    /// <summary>Tries now what waits for the backend; for tests.</summary>
    internal Task TryPendingAsync() => _pending.TryAsync();

    /// <summary>Asks for generations now; for tests.</summary>
    internal Task PollAsync() => _poll?.PollAsync() ?? Task.CompletedTask;

    /// <summary>Adds a method, and begins to listen with the first one, in the background.</summary>
    /// <param name="target">The method.</param>
    /// <param name="ns">Its namespace.</param>
    /// <param name="markers">The keys of the markers that its entries obey.</param>
    internal void Register(IInvalidationTarget target, string? ns, IEnumerable<string> markers)
    {
        lock (_lock)
        {
            var byScope = new Dictionary<ulong, IInvalidationTarget[]>(_byScope)
            {
                [target.Scope] = _byScope.TryGetValue(target.Scope, out var others) ? [.. others, target] : [target],
            };
            Volatile.Write(ref _byScope, byScope);
            Volatile.Write(ref _targets, [.. _targets, target]);
            if (_disposed)
            {
                return;
            }
        }

        _listener?.Start();
        _poll?.Add(ns, markers);
    }

    /// <summary>Ends listening and trying.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
        }

        _listener?.Dispose();
        _poll?.Dispose();
        _pending.Dispose();
    }

    /// <summary>Whether a value in the backend is older than an invalidation of its entry.</summary>
    internal bool IsOutdated(ulong entry, long stamp) => _ledger.IsOutdated(entry, stamp) || (_pending.Count > 0 && _pending.IsOutdated(entry, stamp));

    /// <summary>Says that a value has been written into the backend by this process.</summary>
    /// <param name="method">The method.</param>
    /// <param name="textKey">Its key.</param>
    /// <param name="written">What is written.</param>
    /// <param name="stamp">The stamp from before it was made.</param>
    /// <param name="isGiven">Whether it was given by hand: then it is no older than the call that gave it.</param>
    internal void Wrote(IInvalidationTarget method, string textKey, ReadOnlySpan<byte> written, long stamp, bool isGiven) =>
        _ledger.Wrote(method.Scope, TargetHash.Of(textKey), textKey, XxHash3.Hash(written), stamp, isGiven);

    private IInvalidationTarget[] InScope(ulong scope) => Volatile.Read(ref _byScope).TryGetValue(scope, out var targets) ? targets : [];
}
