using System.Runtime.ExceptionServices;
using Cachekit.Flights;

namespace Cachekit.Pipeline;

/// <summary>The flights that one call of a batch waits for.</summary>
internal sealed class BatchFlights<TKey, TValue>
    where TKey : struct
{
    /// <summary>Those that the call has to run itself.</summary>
    internal List<BatchSeat<TKey, TValue>> Led { get; } = [];

    /// <summary>Those that others run.</summary>
    internal List<BatchSeat<TKey, TValue>> Joined { get; } = [];

    /// <summary>Why the call could not board everywhere. What it leads is run all the same, because others may have joined it.</summary>
    internal ExceptionDispatchInfo? Failure { get; set; }
}
