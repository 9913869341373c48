namespace Cachekit.Secrets;

/// <summary>The life of a token or a lease, and when to do something about it: at two thirds of it, as there is time left for a second try then.</summary>
/// <param name="EndsAt">When it ends.</param>
/// <param name="DueAt">When it is to be renewed, or replaced where it cannot be.</param>
/// <param name="Full">The life that it had at its best.</param>
/// <param name="CanBeRenewed">Whether a renewal gives it more life. No more near its max ttl, where Vault grants only what is left.</param>
internal sealed record VaultLife(DateTimeOffset EndsAt, DateTimeOffset DueAt, TimeSpan Full, bool CanBeRenewed)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <returns><see langword="null"/> where there is no end.</returns>
    public static VaultLife? Start(DateTimeOffset now, TimeSpan duration, bool renewable, TimeSpan full = default) =>
        duration > TimeSpan.Zero ? At(now, duration, full > duration ? full : duration, renewable) : null;

    public bool HasEnded(DateTimeOffset now) => now >= EndsAt;

    public bool IsDue(DateTimeOffset now) => now >= DueAt;

    /// <summary>The life after a renewal. Less than half of what it once was means that the max ttl is near: then it is used up and replaced before it ends.</summary>
    public VaultLife Renewed(DateTimeOffset now, TimeSpan granted, bool renewable) =>
        At(now, granted, Full, renewable && granted >= Full / 2);

    /// <summary>The same life, to be looked at again after a third of the rest.</summary>
    public VaultLife Postponed(DateTimeOffset now) => this with { DueAt = now + Max((EndsAt - now) / 3) };

    private static VaultLife At(DateTimeOffset now, TimeSpan duration, TimeSpan full, bool renewable) => new(now + duration, now + Max(duration * (2.0 / 3)), full, renewable);

    private static TimeSpan Max(TimeSpan time) => time > Shortest ? time : Shortest;
}
