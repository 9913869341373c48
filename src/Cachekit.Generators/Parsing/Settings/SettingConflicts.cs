using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Models;

namespace Cachekit.Generators.Parsing.Settings;

/// <summary>Finds settings that cannot be honoured beside others, or by the preset.</summary>
/// <remarks>
/// A setting that has no effect is a mistake where it stands at the same attribute as what takes its effect away, or nearer to the
/// method. One from farther away is meant for the other methods, and is left out of this one.
/// </remarks>
internal sealed class SettingConflicts(SettingSources sources, string method, Report report, CancellationToken cancellationToken)
{
    private const string Never = "Never";
    private const int LongestLifeDays = 3650;
    private const int LongestLifeDaysOfIo = 30;

    /// <summary>Whether nothing was wrong so far.</summary>
    public bool IsValid { get; private set; } = true;

    /// <summary>Checks the settings of a method against each other.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="ttl">The explicit life; <see cref="PolicyModel.Never"/> for entries that do not expire.</param>
    /// <param name="isIo">Whether the preset is that of the HTTP cache.</param>
    /// <returns>The settings that apply.</returns>
    public SaidSettings Resolve(SaidSettings settings, Said<long>? ttl, bool isIo)
    {
        CheckRefreshing(settings);
        CheckTimeouts(settings, hasWindow: isIo || settings.StaleFor is not null || ttl is { Value: PolicyModel.Never });
        CheckUnused(settings.LockWait, "LockWait", WhereFalse(settings.LockEnabled), "LockEnabled = false", "without a lock nobody waits for one; remove one of them");
        var local = WhereFalse(settings.LocalEnabled);
        CheckUnused(settings.LocalMaxSizeMb, "LocalMaxSizeMb", local, "LocalEnabled = false", "what is not kept in memory needs no budget there; remove one of them");
        CheckUnused(settings.Priority, "Priority", local, "LocalEnabled = false", "what is not kept in memory is not evicted; remove one of them");
        if (ttl is { Value: PolicyModel.Never } never)
        {
            CheckUnused(
                settings.StaleFor is { Value: > 0 } ? settings.StaleFor : null, "StaleFor", never.Rank, "Ttl = \"never\"", "what never expires is never stale; remove one of them");
            CheckUnused(
                WhereTrue(settings.Sliding), "Sliding", never.Rank, "Ttl = \"never\"", "what never expires has no life to start anew; remove one of them");
            return settings with { StaleFor = null, Sliding = null };
        }

        CheckLength(settings, ttl, isIo);
        return settings;
    }

    /// <summary>Checks the settings against the preset that does nothing in the background.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="preset">The name of the preset.</param>
    /// <param name="rank">The rank of the attribute that chooses it.</param>
    /// <returns>The settings that apply.</returns>
    public SaidSettings ResolveDeterministic(SaidSettings settings, string preset, int rank)
    {
        Refuse(WhereTrue(settings.SwrEnabled), "SwrEnabled", "it makes nothing anew in the background");
        Refuse(WhereTrue(settings.LockEnabled), "LockEnabled", "it takes no locks");
        Refuse(WhereTrue(settings.InvalidationEnabled), "InvalidationEnabled", "it sends and receives no messages");
        Refuse(settings.SoftTimeout, "SoftTimeout", "no body goes on in the background; use HardTimeout");
        Refuse(
            settings.BackgroundRefresh is { Value: not Never } ? settings.BackgroundRefresh : null, "BackgroundRefresh", "it makes nothing anew in the background; remove it, or write BackgroundRefresh.Never");
        return settings with
        {
            SwrEnabled = WhereFalse(settings.SwrEnabled) is null ? null : settings.SwrEnabled,
            LockEnabled = WhereFalse(settings.LockEnabled) is null ? null : settings.LockEnabled,
            InvalidationEnabled = WhereFalse(settings.InvalidationEnabled) is null ? null : settings.InvalidationEnabled,
            SoftTimeout = null,
            BackgroundRefresh = settings.BackgroundRefresh is { Value: Never } ? settings.BackgroundRefresh : null,
        };

        void Refuse<T>(Said<T>? setting, string name, string reason)
        {
            if (setting is { } said && said.Rank <= rank)
            {
                report.Add(sources.LocationOf(said.Rank, name, cancellationToken), DiagnosticIds.SettingNotInPreset, name, method, preset, reason);
                IsValid = false;
            }
        }
    }

    private void CheckRefreshing(SaidSettings settings)
    {
        var off = WhereFalse(settings.SwrEnabled);
        CheckUnused(settings.SwrThresholdRatio, "SwrThresholdRatio", off, "SwrEnabled = false", "it says when a refresh starts, and none does; remove one of them");
        var never = settings.BackgroundRefresh is { Value: Never } refresh ? refresh.Rank : (int?)null;
        CheckUnused(
            WhereTrue(settings.SwrEnabled), "SwrEnabled", never, "BackgroundRefresh.Never", "values are made anew in the background or not; remove one of them");
        if (WhereTrue(settings.SwrEnabled) is null && off is null)
        {
            CheckUnused(
                settings.SwrThresholdRatio, "SwrThresholdRatio", never, "BackgroundRefresh.Never", "it says when a refresh starts, and none does; remove one of them");
        }
    }

    private void CheckTimeouts(SaidSettings settings, bool hasWindow)
    {
        if (settings is { SoftTimeout: { } soft, HardTimeout: { } hard } && soft.Value >= hard.Value)
        {
            var (name, other, rank) = soft.Rank <= hard.Rank ? ("SoftTimeout", "HardTimeout", soft.Rank) : ("HardTimeout", "SoftTimeout", hard.Rank);
            Contradict(rank, name, other, "the soft timeout has to be the shorter one: after the hard one the body is cancelled");
        }

        if (settings.StaleFor is { Value: 0 } none)
        {
            const string Reason = "there is no stale value to serve instead; remove one of them";
            CheckUnused(settings.SoftTimeout, "SoftTimeout", none.Rank, "StaleFor = \"0s\"", Reason);
            CheckUnused(WhereTrue(settings.FailSafe), "FailSafe", none.Rank, "StaleFor = \"0s\"", Reason);
        }
        else if (!hasWindow)
        {
            Hint(settings.SoftTimeout, "SoftTimeout");
            Hint(WhereTrue(settings.FailSafe), "FailSafe");
        }
    }

    private void CheckLength(SaidSettings settings, Said<long>? ttl, bool isIo)
    {
        var days = isIo ? LongestLifeDaysOfIo : LongestLifeDays;
        if (settings.StaleFor is { Value: > 0 } window && window.Value + (ttl?.Value ?? 0) > days * TimeSpan.TicksPerDay)
        {
            var isTtl = ttl is { } life && life.Rank < window.Rank;
            Contradict(
                isTtl ? ttl!.Value.Rank : window.Rank,
                isTtl ? "Ttl" : "StaleFor",
                isTtl ? "StaleFor" : ttl is null ? "Preset.Io" : "Ttl",
                $"life and stale window may be {days} days together{(isIo ? ", which is as long as the HTTP cache keeps an entry" : "")}");
        }
    }

    /// <summary>Says where a stale window is needed, at the method's own attribute only: another one serves methods that may have one.</summary>
    private void Hint<T>(Said<T>? setting, string name)
    {
        if (setting is { Rank: 0 })
        {
            report.Add(sources.LocationOf(0, name, cancellationToken), DiagnosticIds.StaleWindowMissing, name, method);
        }
    }

    private void CheckUnused<T>(Said<T>? setting, string name, int? rank, string other, string reason)
    {
        if (setting is { } said && said.Rank <= rank)
        {
            Contradict(said.Rank, name, other, reason);
        }
    }

    private void Contradict(int rank, string name, string other, string reason)
    {
        report.Add(sources.LocationOf(rank, name, cancellationToken), DiagnosticIds.SettingsContradict, name, method, other, reason);
        IsValid = false;
    }

    private static Said<bool>? WhereTrue(Said<bool>? setting) => setting is { Value: true } ? setting : null;

    private static int? WhereFalse(Said<bool>? setting) => setting is { Value: false } said ? said.Rank : null;
}
