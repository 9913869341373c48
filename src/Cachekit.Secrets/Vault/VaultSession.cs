using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Cachekit.Secrets;

/// <summary>Has a token for each request: logs in once for all that wait, renews the token, and logs in again where it cannot be renewed or is refused.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "The semaphore has no wait handle, so that there is nothing to dispose of.")]
internal sealed class VaultSession(VaultLoginContext context)
{
    /// <summary>How long a login that did not help is not repeated: each one makes a token, and new credentials for all dynamic secrets. Twice as long after each further one.</summary>
    public static readonly TimeSpan FruitlessPause = TimeSpan.FromMinutes(5);

    private const int MaxDoublings = 8;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private VaultToken? _token;
    private string? _last;
    private int _generation;
    private long _pauseUntil;
    private int _pausedFor;
    private int _fruitless;

    private VaultLogin Login => context.Options.Login;

    /// <summary>When the token needs something; <see langword="null"/>: never.</summary>
    public DateTimeOffset? DueAt => _token?.Life is { } life && (life.CanBeRenewed || Login.MakesTokens) ? life.DueAt : null;

    /// <summary>Counts the logins: the leases of a token end with it.</summary>
    /// <returns>The number of the token in use, after whatever it needed was done.</returns>
    public async ValueTask<int> EnsureAsync(CancellationToken cancellationToken) => (await GetAsync(cancellationToken).ConfigureAwait(false)).Generation;

    /// <summary>Sends a request with the token as it is.</summary>
    public async ValueTask<VaultAnswer> SendOnceAsync(VaultRequest request, CancellationToken cancellationToken)
    {
        var (token, _) = await GetAsync(cancellationToken).ConfigureAwait(false);
        return await context.Client.SendAsync(request, token.Value, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends a request with a token; where the token is refused, logs in again and sends it once more.</summary>
    public async ValueTask<(VaultAnswer Answer, int Generation)> SendAsync(VaultRequest request, string capability, CancellationToken cancellationToken)
    {
        var (token, generation) = await GetAsync(cancellationToken).ConfigureAwait(false);
        var answer = await context.Client.SendAsync(request, token.Value, cancellationToken).ConfigureAwait(false);
        if (answer.Status is not 403 || answer.IsForeign)
        {
            return (answer, generation);
        }

        VaultToken other;
        int next;
        try
        {
            (other, next) = await ReplaceAsync(generation, cancellationToken).ConfigureAwait(false);
        }
        catch (SecretsException failure)
        {
            var refused = VaultErrors.Of(context.Store, answer, request.Path, capability);
            throw new SecretsException(refused.Code, $"{refused.Message} A new login failed too: {failure.Message}", failure);
        }

        if (other.Value == token.Value)
        {
            return (answer, generation);
        }

        var second = await context.Client.SendAsync(request, other.Value, cancellationToken).ConfigureAwait(false);
        if (second.Status is 403)
        {
            // Not the token is wrong, but what it may do.
            Pause(next);
        }
        else
        {
            Volatile.Write(ref _fruitless, 0);
        }

        return (second, next);
    }

    /// <summary>Gives back a token that was logged in for.</summary>
    public async ValueTask RevokeAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_token is not { } token || !Login.MakesTokens)
            {
                return;
            }

            _token = null;
            var answer = await context.Client.SendAsync(VaultRequest.Post("auth/token/revoke-self", VaultRequest.Body()), token.Value, cancellationToken).ConfigureAwait(false);
            if (!answer.IsSuccess)
            {
                VaultLog.TokenNotRevoked(context.Logger, context.Store, Status(answer));
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    private async ValueTask<(VaultToken Token, int Generation)> GetAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_token is { } replaced && Login.IsReplaced(context, replaced.Value))
            {
                _token = null;
            }

            if (_token?.Life is { } life && life.IsDue(context.Now) && (life.CanBeRenewed || Login.MakesTokens))
            {
                await ProlongAsync(_token, life, cancellationToken).ConfigureAwait(false);
            }

            return (_token ?? await LogInAsync(cancellationToken).ConfigureAwait(false), _generation);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async ValueTask<(VaultToken Token, int Generation)> ReplaceAsync(int refused, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Several reads can be refused at once; the first one logs in for all.
            return (_token is { } token && (_generation != refused || context.Now.UtcTicks < Volatile.Read(ref _pauseUntil))
                ? token
                : await LogInAsync(cancellationToken).ConfigureAwait(false), _generation);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Notes a login that did not help, once for all requests that were refused with its token.</summary>
    private void Pause(int generation)
    {
        if (Interlocked.Exchange(ref _pausedFor, generation) != generation)
        {
            var doublings = Math.Min(Interlocked.Increment(ref _fruitless) - 1, MaxDoublings);
            Volatile.Write(ref _pauseUntil, (context.Now + (FruitlessPause * (1 << doublings))).UtcTicks);
        }
    }

    private async ValueTask ProlongAsync(VaultToken token, VaultLife life, CancellationToken cancellationToken)
    {
        if (life.CanBeRenewed && !life.HasEnded(context.Now) && await RenewAsync(token, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        if (!Login.MakesTokens || life.HasEnded(context.Now))
        {
            // A token that was given is looked at again; it is the same one, and has less life.
            _token = null;
            return;
        }

        try
        {
            await LogInAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (SecretsException exception)
        {
            VaultLog.LoginFailed(context.Logger, context.Store, life.EndsAt, exception);
            _token = token.Postponed(context.Now);
        }
    }

    /// <returns>Whether the token can be used further, for now.</returns>
    private async ValueTask<bool> RenewAsync(VaultToken token, CancellationToken cancellationToken)
    {
        string reason;
        bool passes;
        try
        {
            var answer = await context.Client.SendAsync(VaultRequest.Post("auth/token/renew-self", VaultRequest.Body()), token.Value, cancellationToken).ConfigureAwait(false);
            if (answer.IsSuccess)
            {
                _token = token.Renewed(answer, context.Now);
                VaultLog.TokenRenewed(context.Logger, context.Store, _token.Life?.EndsAt);
                return true;
            }

            (reason, passes) = (Status(answer), answer.Status is 412 or 429 or >= 472);
        }
        catch (SecretsException exception)
        {
            (reason, passes) = (exception.Message, true);
        }

        VaultLog.TokenNotRenewed(context.Logger, context.Store, reason);
        if (passes)
        {
            _token = token.Postponed(context.Now);
        }

        return passes;
    }

    private async ValueTask<VaultToken> LogInAsync(CancellationToken cancellationToken)
    {
        var token = await Login.LogInAsync(context, cancellationToken).ConfigureAwait(false);
        _token = token;
        if (token.Value != _last)
        {
            _last = token.Value;
            _generation++;
            VaultLog.LoggedIn(context.Logger, context.Store, Login.Method, token.Life?.EndsAt, token.Life is { CanBeRenewed: true });
        }

        return token;
    }

    private static string Status(VaultAnswer answer) => "status " + answer.Status.ToString(CultureInfo.InvariantCulture);
}
