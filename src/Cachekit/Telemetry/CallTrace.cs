using System.Diagnostics;

namespace Cachekit.Telemetry;

/// <summary>What follows a call from its begin to its end; empty when nobody listens.</summary>
/// <param name="StartedAt">The timestamp of its begin; 0: nobody wants to know.</param>
/// <param name="Activity">The activity, or <see langword="null"/>.</param>
/// <param name="IsLogged">Whether the log says how it ended.</param>
internal readonly record struct CallTrace(long StartedAt, Activity? Activity, bool IsLogged);
