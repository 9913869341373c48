using System.Runtime.ExceptionServices;

namespace Cachekit.Pipeline;

/// <summary>What a look into the backend for many keys brought for one of them.</summary>
/// <param name="Reading">What was there.</param>
/// <param name="Failure">What the callers for this key get instead, where an entry that is not authentic fails the call.</param>
internal readonly record struct BatchReading<TValue>(Reading<TValue> Reading, ExceptionDispatchInfo? Failure = null);
