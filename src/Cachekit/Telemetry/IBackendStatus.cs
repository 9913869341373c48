namespace Cachekit.Telemetry;

/// <summary>What protects a backend, as it is now; read when somebody collects metrics or asks for health.</summary>
internal interface IBackendStatus
{
    /// <summary>The backend's name.</summary>
    string Name { get; }

    /// <summary>0: closed; 1: open; 2: half-open.</summary>
    int BreakerState { get; }

    /// <summary>Operations that run.</summary>
    int Running { get; }

    /// <summary>Operations that wait to run.</summary>
    int Queued { get; }

    /// <summary>How many may wait; 0: without limit, or not known.</summary>
    int QueueLimit => 0;

    /// <summary>How long an operation may take now.</summary>
    TimeSpan Timeout { get; }
}
