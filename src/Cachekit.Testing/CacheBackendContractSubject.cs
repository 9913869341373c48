namespace Cachekit.Testing;

/// <summary>A backend to be tested against the contract: how to make one, and what is special about it.</summary>
public sealed class CacheBackendContractSubject
{
    /// <summary>Every printable character of ASCII but the space.</summary>
    public const string PrintableAscii = "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";

    /// <summary>Makes a backend whose entries no other test sees or changes. It is called twice per case.</summary>
    /// <remarks>
    /// Where tests share a server, give the backend a key prefix, a database or a server of its own. Two backends that are made one after the
    /// other may share their entries.
    /// </remarks>
    public required Func<CancellationToken, ValueTask<ICacheBackend>> CreateAsync { get; init; }

    /// <summary>Ends a backend after its case.</summary>
    /// <value><see langword="null"/> (default): it is disposed of if it is <see cref="IAsyncDisposable"/> or <see cref="IDisposable"/>.</value>
    public Func<ICacheBackend, ValueTask>? ReleaseAsync { get; init; }

    /// <summary>Moves the clock by which entries and locks of the backend expire.</summary>
    /// <value>
    /// For a backend on a fake clock. <see langword="null"/> (default): the clock is a real one, and cases wait until something has expired,
    /// which takes a few seconds.
    /// </value>
    public Func<TimeSpan, CancellationToken, ValueTask>? LetTimePassAsync { get; init; }

    /// <summary>In which steps the backend counts lives: an entry may end so much earlier or later than asked.</summary>
    /// <value>More than zero; one second by default.</value>
    public TimeSpan LifeResolution { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a case on a real clock waits for something that must happen, before it counts as broken.</summary>
    /// <value>More than zero; 60 seconds by default.</value>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The largest value that the backend takes, in bytes: one of this size must be stored, and one more byte must be refused.</summary>
    /// <value><see langword="null"/> (default): values up to 10 MiB are tested, and no refusal.</value>
    public int? MaxValueBytes { get; init; }

    /// <summary>The longest key that the backend takes, in characters: one of this length must work.</summary>
    /// <value>At least 64; 250 by default.</value>
    public int MaxKeyLength { get; init; } = 250;

    /// <summary>The characters that must work in keys, each of them one <see cref="char"/>.</summary>
    /// <value><see cref="PrintableAscii"/> by default. Letters, digits, <c>-</c> and <c>:</c> must work in any case.</value>
    /// <remarks>A key with other characters may be refused, with an <see cref="ArgumentException"/> or a <see cref="CacheBackendException"/>, but never be changed.</remarks>
    public string KeyCharacters { get; init; } = PrintableAscii;

    /// <summary>What the protocol behind the backend cannot tell or do.</summary>
    /// <value><see cref="CacheBackendContractGaps.None"/> by default.</value>
    public CacheBackendContractGaps Gaps { get; init; }

    internal bool Lacks(CacheBackendContractGaps gap) => (Gaps & gap) != 0;
}
