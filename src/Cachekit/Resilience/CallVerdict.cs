namespace Cachekit.Resilience;

/// <summary>What the end of a call says about the backend.</summary>
internal enum CallVerdict
{
    /// <summary>It works.</summary>
    Success,

    /// <summary>It does not.</summary>
    Failure,

    /// <summary>Nothing: the call was cancelled, or the backend refused this one entry or caller.</summary>
    Neutral,
}
