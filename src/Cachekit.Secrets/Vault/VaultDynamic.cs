using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Cachekit.Secrets;

/// <summary>Reads a dynamic secret, keeps what it got while the lease lives, and renews that.</summary>
/// <remarks>Each read makes new credentials, so a secret is read once per lease and not once per refresh.</remarks>
internal sealed class VaultDynamic(string store, VaultOptions options, VaultSession session, VaultPath path, ILogger logger)
{
    private readonly string _path = path.Path.Trim('/');
    private VaultLease? _lease;

    /// <summary>When it needs something; <see langword="null"/>: by the interval alone.</summary>
    public DateTimeOffset? DueAt => _lease?.Life?.DueAt ?? _lease?.DueAt;

    public bool HasLease => _lease?.Life is not null;

    private DateTimeOffset Now => options.TimeProvider.GetUtcNow();

    public async ValueTask<Dictionary<string, string?>> ReadAsync(int generation, CancellationToken cancellationToken)
    {
        if (_lease is { Life: { } life } lease && lease.Generation == generation && !life.HasEnded(Now))
        {
            if (!life.IsDue(Now) || life.CanBeRenewed && await RenewAsync(lease, life, cancellationToken).ConfigureAwait(false))
            {
                return lease.Values;
            }
        }

        return await TakeAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<Dictionary<string, string?>> TakeAsync(CancellationToken cancellationToken)
    {
        var (answer, generation) = await session.SendAsync(VaultRequest.Get(_path), "read", cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccess)
        {
            return answer.Status is 404 && !answer.IsForeign && path.Optional ? [] : throw VaultErrors.Of(store, answer, _path, "read");
        }

        var values = VaultFields.Read(store, _path, path, answer.Data());
        var life = answer.LeaseId.Length == 0 ? null : VaultLife.Start(Now, answer.LeaseDuration, answer.Renewable);
        _lease = new VaultLease(answer.LeaseId, generation, values, life, Rotation(answer));
        if (life is not null)
        {
            VaultLog.LeaseTaken(logger, store, _path, life.EndsAt);
        }

        return values;
    }

    /// <returns>Whether what was read is good further, for now.</returns>
    private async ValueTask<bool> RenewAsync(VaultLease lease, VaultLife life, CancellationToken cancellationToken)
    {
        string reason;
        bool passes;
        try
        {
            var answer = await session.SendOnceAsync(VaultRequest.Post("sys/leases/renew", VaultRequest.Body(("lease_id", lease.Id))), cancellationToken).ConfigureAwait(false);
            if (answer.IsSuccess && answer.LeaseDuration > TimeSpan.Zero)
            {
                var renewed = life.Renewed(Now, answer.LeaseDuration, answer.Renewable);
                _lease = lease with { Life = renewed };
                VaultLog.LeaseRenewed(logger, store, _path, renewed.EndsAt);
                return true;
            }

            (reason, passes) = ("status " + answer.Status.ToString(CultureInfo.InvariantCulture), answer.Status is 412 or 429 or >= 472);
        }
        catch (SecretsException exception)
        {
            (reason, passes) = (exception.Message, true);
        }

        VaultLog.LeaseNotRenewed(logger, store, _path, reason);
        if (passes)
        {
            _lease = lease with { Life = life.Postponed(Now) };
        }

        return passes;
    }

    /// <summary>A static role of a database engine has no lease, but says in how many seconds its password changes.</summary>
    private DateTimeOffset? Rotation(VaultAnswer answer) =>
        answer.Data("last_vault_rotation") is not null && answer.Data("ttl") is { ValueKind: JsonValueKind.Number } ttl
            ? Now + VaultAnswer.Seconds(ttl) + TimeSpan.FromSeconds(1)
            : null;
}
