using System.Globalization;
using Cachekit.Pipeline;

namespace Cachekit.Backends;

/// <summary>Turns what servers and sockets say into a classified failure with a way out.</summary>
internal static class MemcachedErrors
{
    private const string TooLargeText = "SERVER_ERROR object too large for cache";
    private const string TooManyConnectionsText = "ERROR Too many open connections";

    public static CacheBackendException IllegalKey(MemcachedKeyFault fault, string verb, string key, string prefix)
    {
        var cause = fault switch
        {
            MemcachedKeyFault.TooLong =>
                "its key has more than 250 bytes, which is all that memcached allows"
                + (prefix.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" (its prefix of {MemcachedKey.PrefixBytes(prefix).Length} bytes included)"))
                + $". Use a shorter key, namespace or {nameof(MemcachedBackendOptions.KeyPrefix)} ({MemcachedBackendProvider.KeyPrefix.Variable})",
            MemcachedKeyFault.NotText => "its key is not well-formed text (half of a surrogate pair). Use another key",
            _ => "its key holds white space or a control character, which memcached does not allow. Replace them, for example by an underscore",
        };
        return new CacheBackendException(BackendErrorKind.Permanent, $"The Memcached backend cannot {verb} the entry {KeyDigest.Of(key)}: {cause}.");
    }

    public static CacheBackendException TooLarge(int size, int limit)
    {
        var cause = limit == MemcachedBackendDefaults.MaxValueBytes
            ? string.Create(CultureInfo.InvariantCulture, $"no memcached takes more than {limit}. Store less.")
            : string.Create(CultureInfo.InvariantCulture, $"{nameof(MemcachedBackendOptions.MaxItemSizeBytes)} ({MemcachedBackendProvider.MaxItemSizeBytes.Variable}) is {limit}. Store less, or raise this setting and the server's -I together.");
        return new CacheBackendException(
            BackendErrorKind.Permanent,
            string.Create(CultureInfo.InvariantCulture, $"The Memcached backend cannot write an entry: its value has {size} bytes, and {cause}"))
        {
            IsValueTooLarge = true,
        };
    }

    public static CacheBackendException TimedOut(string verb, string server, TimeSpan timeout) =>
        new(BackendErrorKind.Timeout, string.Create(
            CultureInfo.InvariantCulture,
            $"The Memcached backend could not {verb} an entry: {server} did not answer within {timeout.TotalSeconds:0.###} s. If that is to be expected, raise {nameof(MemcachedBackendOptions.Timeout)} ({MemcachedBackendProvider.Timeout.Variable})."));

    public static CacheBackendException ConnectTimedOut(string server, TimeSpan timeout) =>
        new(BackendErrorKind.Timeout, string.Create(
            CultureInfo.InvariantCulture,
            $"The Memcached backend could not connect to {server} within {timeout.TotalSeconds:0.###} s. Check its address and that it can be reached; {nameof(MemcachedBackendOptions.ConnectTimeout)} ({MemcachedBackendProvider.ConnectTimeout.Variable}) allows more time."));

    public static CacheBackendException NotConnected(string server, Exception cause) =>
        new(BackendErrorKind.Transient, $"The Memcached backend could not connect to {server}: {cause.Message} Check that memcached runs there.", cause);

    public static CacheBackendException Lost(string server, string how, Exception? cause = null) =>
        new(BackendErrorKind.Transient, $"The Memcached backend lost its connection to {server}: {how}", cause);

    public static CacheBackendException Silent(string server, TimeSpan timeout) =>
        new(BackendErrorKind.Timeout, string.Create(
            CultureInfo.InvariantCulture,
            $"The Memcached backend gave up its connection to {server}: it said nothing for {timeout.TotalSeconds:0.###} s while requests waited."));

    /// <summary>For calls that come while a server is known to fail; they need not find out again.</summary>
    public static CacheBackendException Down(string server, CacheBackendException cause) =>
        new(cause.Kind == BackendErrorKind.Timeout ? BackendErrorKind.Timeout : BackendErrorKind.Transient, $"The Memcached backend does not use {server} at the moment, it is tried again every second: {cause.Message}", cause);

    /// <summary>An answer that says that the server did not do what it was asked for.</summary>
    public static CacheBackendException Refused(string verb, string server, string text)
    {
        if (text == TooLargeText)
        {
            return new CacheBackendException(
                BackendErrorKind.Permanent,
                $"The Memcached backend could not {verb} an entry: it is too large for {server}. Store less, or start the server with a larger -I and set {nameof(MemcachedBackendOptions.MaxItemSizeBytes)} ({MemcachedBackendProvider.MaxItemSizeBytes.Variable}) to match.")
            {
                IsValueTooLarge = true,
            };
        }

        var kind = IsTransient(text) ? BackendErrorKind.Transient : BackendErrorKind.Permanent;
        return new CacheBackendException(kind, $"The Memcached backend could not {verb} an entry: {server} answered '{text}'.");
    }

    public static CacheBackendException Unexpected(string verb, string server, MemcachedStatus status) =>
        new(BackendErrorKind.Transient, $"The Memcached backend could not {verb} an entry: the answer of {server} ({status}) belongs to another question.");

    private static bool IsTransient(string text) =>
        text.StartsWith("SERVER_ERROR", StringComparison.Ordinal) || text.StartsWith(TooManyConnectionsText, StringComparison.Ordinal);
}
