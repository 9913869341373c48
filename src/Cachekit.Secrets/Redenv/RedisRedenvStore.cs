using Cachekit.Backends;
using StackExchange.Redis;
using Fields = System.Collections.Generic.IReadOnlyDictionary<string, string>;

namespace Cachekit.Secrets;

/// <summary>The hashes of Redenv in a plain Redis.</summary>
internal sealed class RedisRedenvStore : IRedenvStore
{
    private readonly ConfigurationOptions? _configuration;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _timeProvider;
    private readonly SemaphoreSlim _connecting = new(1, 1);
    private volatile IConnectionMultiplexer? _connection;
    private volatile bool _wasRefused;
    private readonly bool _owned;

    public RedisRedenvStore(RedenvSettings settings)
    {
        _configuration = settings.Redis;
        _connection = settings.RedisConnection;
        _owned = _connection is null;
        _timeout = settings.Http.RequestTimeout;
        _timeProvider = settings.TimeProvider;

        // The end points are all that may be said of a connection: its text has the password.
        Name = _configuration is null ? "The Redis of RedenvOptions.RedisConnection" : $"The Redis at {string.Join(", ", _configuration.EndPoints.Select(endPoint => endPoint is System.Net.DnsEndPoint dns ? $"{dns.Host}:{dns.Port}" : endPoint.ToString()))}";
    }

    public string Name { get; }

    public string Kind => "redis";

    public ValueTask<(Fields First, Fields Second)> ReadAsync(string first, string second, CancellationToken cancellationToken) =>
        AskAsync<(Fields, Fields)>(
            async database =>
            {
                // Both are on their way before the first is waited for.
                var both = new[] { database.HashGetAllAsync(first), database.HashGetAllAsync(second) };
                var answers = await Task.WhenAll(both).ConfigureAwait(false);
                return (Hash(answers[0]), Hash(answers[1]));
            },
            cancellationToken);

    public ValueTask<Fields> ReadAsync(string hash, CancellationToken cancellationToken) =>
        AskAsync<Fields>(async database => Hash(await database.HashGetAllAsync(hash).ConfigureAwait(false)), cancellationToken);

    public ValueTask<(Fields Hash, string? Field)> ReadFieldAsync(string hash, string other, string field, CancellationToken cancellationToken) =>
        AskAsync<(Fields, string?)>(
            async database =>
            {
                var all = database.HashGetAllAsync(hash);
                var one = database.HashGetAsync(other, field);
                await Task.WhenAll(all, one).ConfigureAwait(false);
                return (Hash(await all.ConfigureAwait(false)), (string?)await one.ConfigureAwait(false));
            },
            cancellationToken);

    public ValueTask<RedenvAppended> AppendAsync(string hash, string field, RedenvVersion version, CancellationToken cancellationToken) =>
        AskAsync(
            async database =>
            {
                var result = await database.ScriptEvaluateAsync(
                    RedenvScript.Text,
                    [(RedisKey)hash],
                    [field, version.JsonAfterNumber(), version.Value, version.HistoryLimit],
                    CommandFlags.DemandMaster | CommandFlags.NoScriptCache).ConfigureAwait(false);
                var numbers = (RedisResult[])result!;
                return new RedenvAppended((long)numbers[0], (long)numbers[1] != 0);
            },
            cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _connecting.WaitAsync().ConfigureAwait(false);
        if (_owned && _connection is { } connection)
        {
            _connection = null;
            await connection.CloseAsync(allowCommandsToComplete: false).ConfigureAwait(false);

            // By the base interface: that of the connection has the method itself in 1.2.6 only.
            (connection as IDisposable)?.Dispose();
        }

        _connecting.Dispose();
    }

    private async ValueTask<T> AskAsync<T>(Func<IDatabase, Task<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await AnswerAsync(ask, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Away from the client's own thread, which brings the answers one after the other: a caller that goes on there and waits for another one waits forever.
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        }
    }

    private async Task<T> AnswerAsync<T>(Func<IDatabase, Task<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            var connection = _connection ?? await ConnectAsync(cancellationToken).ConfigureAwait(false);

            // The client's own calls wait for as long as the connection looks open.
            return await ask(connection.GetDatabase()).WaitAsync(_timeout, _timeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (RedisServerException exception)
        {
            // Its text may repeat arguments of the command.
            throw RedenvErrors.Refused(Name, exception.Message);
        }
        catch (RedisConnectionException exception) when (RedisErrors.IsAuthentication(exception) || _wasRefused)
        {
            throw RedenvErrors.BadToken(Name);
        }
        catch (RedisConnectionException exception)
        {
            throw RedenvErrors.Away(Name, $"there is no connection ({exception.FailureType})", null);
        }
        catch (TimeoutException)
        {
            throw RedenvErrors.Away(Name, "it did not answer in time", null);
        }
        catch (Exception exception) when (RedisErrors.IsFault(exception) && !cancellationToken.IsCancellationRequested)
        {
            // A connection that was disposed of, a command that the connection string has switched off.
            throw new SecretsException(SecretsErrorCode.UnknownError, $"{Name} could not be asked: the client library refused it ({exception.GetType().Name}). Check the connection, and that no command is switched off.");
        }
    }

    private async Task<IConnectionMultiplexer> ConnectAsync(CancellationToken cancellationToken)
    {
        await _connecting.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_connection is { } known)
            {
                return known;
            }

            var connection = await ConnectionMultiplexer.ConnectAsync(_configuration!).ConfigureAwait(false);

            // Texts of exceptions would repeat keys; and one caller's work shall not hold up the answers of others.
            connection.IncludeDetailInExceptions = false;
            connection.PreserveAsyncOrder = false;

            // While the client tries again, its exceptions only say that there is no connection.
            connection.ConnectionFailed += (_, failure) => _wasRefused = failure.FailureType == ConnectionFailureType.AuthenticationFailure;
            connection.ConnectionRestored += (_, _) => _wasRefused = false;
            return _connection = connection;
        }
        finally
        {
            _connecting.Release();
        }
    }

    private static Dictionary<string, string> Hash(HashEntry[] entries) =>
        entries.ToDictionary(entry => (string)entry.Name!, entry => (string)entry.Value!, StringComparer.Ordinal);
}
