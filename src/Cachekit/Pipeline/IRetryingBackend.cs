namespace Cachekit.Pipeline;

/// <summary>A backend that repeats failed calls itself, and by rules that only it knows: nobody else repeats them then.</summary>
internal interface IRetryingBackend : ICacheBackend
{
    /// <summary>How long the pauses between its attempts can add up to; <see langword="null"/>: it repeats nothing.</summary>
    TimeSpan? OwnRetryPauses { get; }
}
