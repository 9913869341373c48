using System.Security.Authentication;
using StackExchange.Redis;

namespace Cachekit.Backends;

/// <summary>Turns what the client says into a classified failure with a way out.</summary>
/// <remarks>
/// Texts of the client and of the server can repeat keys and arguments, so only the code at the start of a server's answer is shown, and an
/// exception goes along as the inner one only where its text cannot hold a key: those of sockets and of TLS.
/// </remarks>
internal static class RedisErrors
{
    /// <summary>Whether an exception comes from the client library or the server, not from a mistake in here.</summary>
    public static bool IsFault(Exception exception) =>
        exception is RedisException or TimeoutException or ObjectDisposedException or RedisCommandException or AggregateException or TaskCanceledException
            or InvalidOperationException or System.IO.IOException;

    public static CacheBackendException Translate(Exception exception, string operation, TimeSpan timeout, ConnectionFailureType? lastFailure = null)
    {
        if (exception is AggregateException { InnerException: { } first })
        {
            exception = first;
        }

        switch (exception)
        {
            case CacheBackendException own:
                return own;
            case RedisServerException server:
                return Refused(CodeOf(server.Message), operation);
            case TimeoutException:
                return TimedOut(operation, timeout);
            case ObjectDisposedException:
                return new CacheBackendException(BackendErrorKind.Permanent, $"The Redis backend could not {operation}: it or its connection has been disposed of.");
            case RedisConnectionException connection:
                return Disconnected(operation, IsAuthentication(connection) ? ConnectionFailureType.AuthenticationFailure : lastFailure, RootOf(connection));
            case RedisCommandException:
                return new CacheBackendException(
                    BackendErrorKind.Permanent,
                    $"The Redis backend could not {operation}: the client library refused the command. Check that the database exists and that no command is switched off in the connection string.");
            default:
                return new CacheBackendException(BackendErrorKind.Transient, $"The Redis backend could not {operation}: {exception.GetType().Name}.", RootOf(exception));
        }
    }

    public static CacheBackendException TimedOut(string operation, TimeSpan timeout) =>
        new(
            BackendErrorKind.Timeout,
            $"The Redis backend could not {operation}: the server did not answer within {timeout.TotalSeconds:0.###} s. "
            + $"If that is to be expected, raise {nameof(RedisBackendOptions.SocketTimeout)} ({RedisBackendProvider.SocketTimeout.Variable}).");

    public static CacheBackendException Disconnected(string operation, ConnectionFailureType? failure, Exception? cause = null) =>
        failure == ConnectionFailureType.AuthenticationFailure
            ? new CacheBackendException(
                BackendErrorKind.Authentication,
                cause is AuthenticationException
                    ? $"The Redis backend could not {operation}: the TLS handshake with the server failed. Check the host's name, its certificate and whether it speaks TLS."
                    : $"The Redis backend could not {operation}: the server refused the user or the password, or the TLS handshake failed. Check them in the URL.",
                cause)
            : new CacheBackendException(
                BackendErrorKind.Transient,
                $"The Redis backend could not {operation}: there is no connection to the server{(failure is { } type and not ConnectionFailureType.None ? $" ({type})" : "")}. It is tried again until it is there.",
                cause);

    public static CacheBackendException TooLarge(long bytes) =>
        new(BackendErrorKind.Permanent, $"The Redis backend did not write an entry: its {bytes} bytes are more than the 512 MB that Redis keeps under one key.")
        {
            IsValueTooLarge = true,
        };

    /// <summary>Whether the server has a command not at all, or not for this user.</summary>
    /// <param name="exception">What went wrong.</param>
    /// <param name="command">The command, as the client names it where it is switched off in the connection string.</param>
    /// <param name="code">The code of the server's answer.</param>
    public static bool IsCommandRefusal(Exception exception, string command, out string code)
    {
        code = exception is RedisServerException server ? CodeOf(server.Message) : "";
        return code is "NOPERM" || (code is "ERR" && exception.Message.Contains("unknown command", StringComparison.OrdinalIgnoreCase))
            || exception is RedisCommandException { Message: var text } && text.Contains(command, StringComparison.Ordinal);
    }

    public static bool HasCode(Exception exception, string code) => exception is RedisServerException && CodeOf(exception.Message) == code;

    /// <summary>A command on a key that is not there any more, where it must be.</summary>
    public static bool IsMissingKey(Exception exception) =>
        exception is RedisServerException && exception.Message.Contains("no such key", StringComparison.OrdinalIgnoreCase);

    public static bool IsUnknownCommand(Exception exception) =>
        exception is RedisServerException && exception.Message.Contains("unknown command", StringComparison.OrdinalIgnoreCase);

    /// <summary>A command over several keys that a cluster keeps in several places.</summary>
    public static bool IsCrossSlot(Exception exception) =>
        HasCode(exception, "CROSSSLOT") || (exception is RedisCommandException { Message: var text } && text.Contains("single slot", StringComparison.Ordinal));

    private static CacheBackendException Refused(string code, string operation)
    {
        var (kind, advice) = code switch
        {
            "NOAUTH" => (BackendErrorKind.Authentication, "the server wants a password. Write it into the URL: redis://:password@host:port"),
            "WRONGPASS" => (BackendErrorKind.Authentication, "the server refused the user or the password. Check them in the URL"),
            "NOPERM" => (BackendErrorKind.Authentication, "the user has no permission for this command or key. Give it one with ACL SETUSER"),
            "LOADING" => (BackendErrorKind.Transient, "the server still loads its data"),
            "READONLY" => (BackendErrorKind.Transient, "the server is a replica, which takes no writes. After a failover this passes; otherwise name the master"),
            "CLUSTERDOWN" => (BackendErrorKind.Transient, "the cluster is down. Check that all of its slots have a master"),
            "TRYAGAIN" or "ASK" or "MOVED" => (BackendErrorKind.Transient, "the cluster is moving the entry to another node"),
            "BUSY" => (BackendErrorKind.Transient, "the server runs a long script"),
            "MASTERDOWN" => (BackendErrorKind.Transient, "the replica has lost its master"),
            "OOM" => (BackendErrorKind.Transient, "the server's memory is full. Raise maxmemory, or let it evict entries with maxmemory-policy"),
            "MISCONF" => (BackendErrorKind.Transient, "the server cannot save its data to disk and takes no writes"),
            "NOREPLICAS" => (BackendErrorKind.Transient, "the server has fewer replicas than it wants before it takes writes (min-replicas-to-write)"),
            "NOSCRIPT" => (BackendErrorKind.Transient, "the server has forgotten a script"),
            "WRONGTYPE" => (BackendErrorKind.Permanent, "something else than a string is stored under the key. Use another key or prefix"),
            _ => (BackendErrorKind.Permanent, "the server refused the command"),
        };
        return new CacheBackendException(kind, $"The Redis backend could not {operation}: {advice} ({code}).");
    }

    private static string CodeOf(string message)
    {
        // An error out of a script has the code of the command after its own words, depending on the server's version.
        var at = message.IndexOf("-OOM ", StringComparison.Ordinal);
        var start = at >= 0 ? at + 1 : 0;
        var end = start;
        while (end < message.Length && message[end] is >= 'A' and <= 'Z')
        {
            end++;
        }

        return end > start ? message[start..end] : "no code";
    }

    /// <summary>Whether the server refused the password, or the TLS handshake failed; a connection says so somewhere inside.</summary>
    public static bool IsAuthentication(RedisConnectionException exception)
    {
        for (Exception? inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is RedisConnectionException { FailureType: ConnectionFailureType.AuthenticationFailure } or AuthenticationException)
            {
                return true;
            }

            if (inner is AggregateException several && several.InnerExceptions.Any(static e => e is RedisConnectionException one && IsAuthentication(one)))
            {
                return true;
            }
        }

        return false;
    }

    private static Exception? RootOf(Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is System.Net.Sockets.SocketException or AuthenticationException)
            {
                return inner;
            }
        }

        return null;
    }
}
