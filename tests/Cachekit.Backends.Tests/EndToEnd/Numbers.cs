namespace Cachekit.Backends.Tests.EndToEnd;

/// <summary>Cached methods as users write them.</summary>
public sealed partial class Numbers(CachekitRuntime runtime)
{
    private int _asked;

    /// <summary>How often a body ran.</summary>
    public int Asked => Volatile.Read(ref _asked);

    [Cache(Ttl = "10m")]
    public partial ValueTask<string> SpellLaterAsync(int number, CancellationToken cancellationToken = default);

    [Cache(Ttl = "10m")]
    public partial string Spell(int number);

    [Cache(Ttl = "10m", Interop = "spell", Namespace = "numbers")]
    public partial ValueTask<string> SpellForAllAsync(int number);

    private ValueTask<string> SpellLaterCoreAsync(int number, CancellationToken cancellationToken) => new(SpellCore(number));

    private ValueTask<string> SpellForAllCoreAsync(int number) => new(SpellCore(number));

    private string SpellCore(int number)
    {
        Interlocked.Increment(ref _asked);
        return Expected(number);
    }

    public static string Expected(int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"number {number} {new string('.', 200)}");
}
