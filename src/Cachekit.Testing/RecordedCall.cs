using System.Globalization;

namespace Cachekit.Testing;

/// <summary>What a <see cref="RecordingBackend"/> was asked once.</summary>
public sealed class RecordedCall
{
    internal RecordedCall(RecordedOperations operation, IReadOnlyList<string> keys, bool isAsync)
    {
        Operation = operation;
        Keys = keys;
        IsAsync = isAsync;
    }

    /// <summary>What was asked.</summary>
    public RecordedOperations Operation { get; }

    /// <summary>The keys, exactly as stored: one, as many as a batch has, the prefix of <see cref="RecordedOperations.DeleteByPrefix"/>, or none.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>Whether it was asked asynchronously.</summary>
    public bool IsAsync { get; }

    /// <summary>The bytes of all values or messages that went one way or the other; 0 where there were none.</summary>
    public long Bytes { get; internal set; }

    /// <summary>The life or the hold time that was asked for; <see langword="null"/> where there was none, or where a batch had several.</summary>
    public TimeSpan? Ttl { get; internal init; }

    /// <summary>The stale window that was asked for; <see langword="null"/> where there was none.</summary>
    public TimeSpan? StaleFor { get; internal init; }

    /// <summary>How many of the keys were there, or how many locks were got; 0 for writes.</summary>
    public long Found { get; internal set; }

    /// <summary>Whether it failed because of <see cref="RecordingBackend.Fail"/>.</summary>
    public bool Failed { get; internal set; }

    /// <summary>The call in one line, for messages.</summary>
    public override string ToString()
    {
        var keys = Keys.Count == 0 ? "" : " " + string.Join(", ", Keys);
        var outcome = Failed ? ", failed" : Found > 0 ? string.Create(CultureInfo.InvariantCulture, $", found {Found}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{Operation}{keys} ({Bytes} bytes{(Ttl is { } ttl ? $", {ttl}" : "")}{outcome})");
    }
}
