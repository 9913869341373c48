namespace Cachekit.Telemetry;

/// <summary>What is asked of a backend.</summary>
internal enum BackendOperation
{
    /// <summary>One or several entries are read.</summary>
    Read = 0,

    /// <summary>One or several entries are written.</summary>
    Write,

    /// <summary>One or several entries are removed.</summary>
    Remove,

    /// <summary>A lock is taken, renewed or given back.</summary>
    Lock,

    /// <summary>Other processes are told something.</summary>
    Publish,

    /// <summary>The life of an entry is read or renewed.</summary>
    Touch,
}
