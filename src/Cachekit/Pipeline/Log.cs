using Microsoft.Extensions.Logging;

namespace Cachekit.Pipeline;

/// <summary>What is logged about calls. Event ids 1100 to 1299. Keys appear as digests only.</summary>
internal static partial class Log
{
    internal const string Category = "Cachekit";

    [LoggerMessage(1100, LogLevel.Warning, "The backend '{Backend}' failed to {Operation} the entry {KeyDigest}. Until it works again its failures are logged at Debug.")]
    internal static partial void BackendFailed(ILogger logger, Exception exception, string backend, string operation, string keyDigest);

    [LoggerMessage(1101, LogLevel.Debug, "The backend '{Backend}' failed again to {Operation} the entry {KeyDigest}.")]
    internal static partial void BackendFailedAgain(ILogger logger, Exception exception, string backend, string operation, string keyDigest);

    [LoggerMessage(1102, LogLevel.Information, "The backend '{Backend}' works again.")]
    internal static partial void BackendRecovered(ILogger logger, string backend);

    [LoggerMessage(1103, LogLevel.Warning, "The backend '{Backend}' refused to {Operation} the entry {KeyDigest}, and would do so again. Further refusals are logged at Debug.")]
    internal static partial void BackendRefused(ILogger logger, Exception exception, string backend, string operation, string keyDigest);

    [LoggerMessage(1104, LogLevel.Debug, "The backend '{Backend}' refused to {Operation} the entry {KeyDigest}.")]
    internal static partial void BackendRefusedAgain(ILogger logger, Exception exception, string backend, string operation, string keyDigest);

    [LoggerMessage(1110, LogLevel.Warning, "The backend holds bytes under {KeyDigest} that are not a value of '{Method}'. They count as a miss and are replaced. More of them are logged at Debug.")]
    internal static partial void Undecodable(ILogger logger, Exception? exception, string method, string keyDigest);

    [LoggerMessage(1111, LogLevel.Debug, "The backend holds bytes under {KeyDigest} that are not a value of '{Method}'.")]
    internal static partial void UndecodableAgain(ILogger logger, Exception? exception, string method, string keyDigest);

    [LoggerMessage(1112, LogLevel.Warning, "A result of '{Method}' could not be encoded: it is returned, but not cached. Entry {KeyDigest}.")]
    internal static partial void EncodingFailed(ILogger logger, Exception exception, string method, string keyDigest);

    [LoggerMessage(1113, LogLevel.Warning, "A result of '{Method}' takes {Size} bytes, more than the limit of {Limit} (CachekitOptions.MaxValueSize, CACHEKIT_MAX_VALUE_SIZE): it is returned, but not cached. Entry {KeyDigest}.")]
    internal static partial void ValueTooLarge(ILogger logger, string method, long size, long limit, string keyDigest);

    [LoggerMessage(1114, LogLevel.Warning, "A value of '{Method}' was encoded but does not decode: callers share the object, and it is not cached. Entry {KeyDigest}.")]
    internal static partial void CopyFailed(ILogger logger, Exception exception, string method, string keyDigest);

    [LoggerMessage(1115, LogLevel.Warning, "An entry of '{Method}' in memory does not decode: it was dropped and counts as a miss. Entry {KeyDigest}.")]
    internal static partial void LocalUndecodable(ILogger logger, Exception exception, string method, string keyDigest);

    [LoggerMessage(1120, LogLevel.Error, "After a call an entry of '{Method}' could not be removed from the backend. Other processes may serve it until it expires.")]
    internal static partial void InvalidationFailed(ILogger logger, Exception exception, string method);

    [LoggerMessage(1121, LogLevel.Warning, "A callback of the cancellation token that the body of '{Method}' received threw an exception.")]
    internal static partial void CancellationCallbackFailed(ILogger logger, Exception exception, string method);

    [LoggerMessage(1130, LogLevel.Warning, "The entry {KeyDigest} of '{Method}' is not authentic ({Kind}): it was changed, or written with another master key or for another tenant.")]
    internal static partial void NotAuthentic(ILogger logger, Exception exception, string method, EncryptionErrorKind kind, string keyDigest);

    [LoggerMessage(1131, LogLevel.Warning, "The entry {KeyDigest} of '{Method}' is no ciphertext ({Kind}): it is removed and counts as a miss. That is normal while encryption is being introduced.")]
    internal static partial void NotCiphertext(ILogger logger, Exception exception, string method, EncryptionErrorKind kind, string keyDigest);

    [LoggerMessage(1132, LogLevel.Error, "The entry {KeyDigest} of '{Method}' could not be decrypted ({Kind}).")]
    internal static partial void DecryptionFailed(ILogger logger, Exception exception, string method, EncryptionErrorKind kind, string keyDigest);

    [LoggerMessage(1133, LogLevel.Error, "A result of '{Method}' could not be encrypted ({Kind}): it is not cached. Entry {KeyDigest}.")]
    internal static partial void EncryptionFailed(ILogger logger, Exception exception, string method, EncryptionErrorKind kind, string keyDigest);

    [LoggerMessage(1134, LogLevel.Warning, "The master key of '{Method}' has {Remaining} encryptions left in this process. Restart it, or roll the key, before they are used up: nothing is cached then.")]
    internal static partial void FewEncryptionsLeft(ILogger logger, string method, long remaining);

    [LoggerMessage(1200, LogLevel.Warning, "A background refresh of '{Method}' failed: the value that is there is served on, and the refresh is tried again later. Entry {KeyDigest}.")]
    internal static partial void RefreshFailed(ILogger logger, Exception exception, string method, string keyDigest);

    [LoggerMessage(1201, LogLevel.Debug, "A background refresh of '{Method}' was left out: {Reason}.")]
    internal static partial void RefreshSkipped(ILogger logger, string method, string reason);

    [LoggerMessage(1202, LogLevel.Warning, "The body of '{Method}' failed, and its callers got a value past its life instead. Entry {KeyDigest}.")]
    internal static partial void StaleServed(ILogger logger, Exception exception, string method, string keyDigest);

    [LoggerMessage(1203, LogLevel.Information, "The body of '{Method}' took longer than its SoftTimeout of {Limit}: callers got a value past its life, and the body goes on in the background. Entry {KeyDigest}.")]
    internal static partial void BodyLate(ILogger logger, string method, TimeSpan limit, string keyDigest);

    [LoggerMessage(1204, LogLevel.Debug, "A body of '{Method}' for which nobody waited any more failed.")]
    internal static partial void LateBodyFailed(ILogger logger, Exception exception, string method);

    [LoggerMessage(1205, LogLevel.Warning, "Background refreshes still ran 5 seconds after the runtime was disposed of: nobody waits for them any more.")]
    internal static partial void RefreshesAbandoned(ILogger logger);

    [LoggerMessage(1206, LogLevel.Warning, "Something that '{Method}' does in the background failed, after its value was stored.")]
    internal static partial void BackgroundWorkFailed(ILogger logger, Exception exception, string method);

    [LoggerMessage(1210, LogLevel.Warning, "The lock for '{Method}' could not be asked for: the body runs without it, in several processes perhaps.")]
    internal static partial void LockFailed(ILogger logger, Exception exception, string method);

    [LoggerMessage(1211, LogLevel.Warning, "Another process runs the body of '{Method}' and had no result after {Wait} (LockWait): the body runs here too. Entry {KeyDigest}.")]
    internal static partial void LockWaitOver(ILogger logger, string method, TimeSpan wait, string keyDigest);

    [LoggerMessage(1212, LogLevel.Warning, "The lock under which a body of '{Method}' runs was lost: another process may run it too.")]
    internal static partial void LockLost(ILogger logger, string method);

    [LoggerMessage(1213, LogLevel.Warning, "The lock under which a body of '{Method}' runs could not be renewed.")]
    internal static partial void LockNotRenewed(ILogger logger, Exception exception, string method);

    [LoggerMessage(1214, LogLevel.Warning, "A lock of '{Method}' could not be given back: it ends by itself.")]
    internal static partial void LockNotReleased(ILogger logger, Exception exception, string method);
}
