namespace Cachekit.Telemetry;

/// <summary>What a call that memory did not answer is about.</summary>
internal enum CallKind
{
    /// <summary>A caller wants the value.</summary>
    Get = 0,

    /// <summary>The body runs whatever is cached.</summary>
    Refresh,

    /// <summary>A value is stored without a body.</summary>
    Set,

    /// <summary>Many values are wanted at once.</summary>
    Batch,

    /// <summary>Entries are made invalid.</summary>
    Invalidate,
}
