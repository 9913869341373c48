using Microsoft.Extensions.Logging;

namespace Cachekit.Invalidation;

/// <summary>What is logged about invalidation between processes. Event ids 1160 to 1189.</summary>
internal static partial class Log
{
    [LoggerMessage(1160, LogLevel.Warning, "Listening to invalidations over the backend '{Backend}' could not be started. It is tried again; until then, what other processes invalidate stays in the memory of this one for its remaining life.")]
    internal static partial void ListeningFailed(ILogger logger, Exception exception, string backend);

    [LoggerMessage(1161, LogLevel.Debug, "Listening to invalidations over the backend '{Backend}' could still not be started.")]
    internal static partial void ListeningFailedAgain(ILogger logger, Exception exception, string backend);

    [LoggerMessage(1162, LogLevel.Debug, "Listening to invalidations over the backend '{Backend}'.")]
    internal static partial void Listening(ILogger logger, string backend);

    [LoggerMessage(1163, LogLevel.Information, "Invalidations over the backend '{Backend}' may have been missed: the memory of the {Methods} methods that rely on them begins anew.")]
    internal static partial void Gap(ILogger logger, string backend, int methods);

    [LoggerMessage(1164, LogLevel.Warning, "A message over the backend '{Backend}' is no invalidation of this version: it was dropped. More of them are counted, and logged at Debug.")]
    internal static partial void Malformed(ILogger logger, string backend);

    [LoggerMessage(1165, LogLevel.Debug, "A message over the backend '{Backend}' is no invalidation of this version; {Count} so far.")]
    internal static partial void MalformedAgain(ILogger logger, string backend, long count);

    [LoggerMessage(1166, LogLevel.Warning, "The backend '{Backend}' did not take an invalidation. It is remembered, and done again when the backend works.")]
    internal static partial void Remembered(ILogger logger, string backend);

    [LoggerMessage(1167, LogLevel.Information, "The backend '{Backend}' has taken the {Count} invalidations that it had missed.")]
    internal static partial void DoneAgain(ILogger logger, string backend, long count);

    [LoggerMessage(1175, LogLevel.Debug, "The backend '{Backend}' is still away; {Count} invalidations wait for it.")]
    internal static partial void StillAway(ILogger logger, Exception exception, string backend, int count);

    [LoggerMessage(1168, LogLevel.Warning, "More invalidations wait for the backend '{Backend}' than are remembered one by one: all entries of '{Method}' are invalidated instead.")]
    internal static partial void TooManyToRemember(ILogger logger, string backend, string method);

    [LoggerMessage(1169, LogLevel.Error, "An invalidation of '{Method}' could not be remembered for the backend '{Backend}': other processes may serve the entry until it expires.")]
    internal static partial void Forgotten(ILogger logger, string backend, string method);

    [LoggerMessage(1170, LogLevel.Error, "The backend '{Backend}' refuses an invalidation for good; it is not tried again.")]
    internal static partial void RefusedForGood(ILogger logger, Exception exception, string backend);

    [LoggerMessage(1171, LogLevel.Debug, "An entry that was written to the backend '{Backend}' after its invalidation was removed again.")]
    internal static partial void LateWriteRemoved(ILogger logger, string backend);

    [LoggerMessage(1172, LogLevel.Error, "After a call the entries with a tag could not be invalidated in the backend. It is tried again; until then other processes may serve them.")]
    internal static partial void TagInvalidationFailed(ILogger logger, Exception exception);

    [LoggerMessage(1173, LogLevel.Warning, "The generations of the backend '{Backend}' could not be read: until they can, this process does not learn what others invalidate.")]
    internal static partial void PollFailed(ILogger logger, Exception exception, string backend);

    [LoggerMessage(1174, LogLevel.Debug, "Another process has invalidated something in the namespace '{Namespace}': its memory here begins anew.")]
    internal static partial void GenerationChanged(ILogger logger, string @namespace);
}
