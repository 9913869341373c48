namespace Cachekit.Backends;

/// <summary>What a request does, what that is called in messages, and how its answer is read.</summary>
internal sealed record HttpOperation(HttpMethod Method, string Verb)
{
    public static readonly HttpOperation Read = new(HttpMethod.Get, "read") { MissingIsAnswer = true, MaxAnswer = MaxValueBytes, IsValue = true };
    public static readonly HttpOperation Look = new(HttpMethod.Head, "look for") { MissingIsAnswer = true };
    public static readonly HttpOperation Write = new(HttpMethod.Put, "write");
    public static readonly HttpOperation Delete = new(HttpMethod.Delete, "delete") { MissingIsAnswer = true };
    public static readonly HttpOperation ReadTtl = new(HttpMethod.Get, "read the life of") { MissingIsAnswer = true, MaxAnswer = MaxJsonBytes };
    public static readonly HttpOperation Renew = new(HttpMethod.Patch, "renew") { MissingIsAnswer = true };

    /// <summary>Never sent twice: the first one may have taken the lock, and would stand in the way of the second.</summary>
    public static readonly HttpOperation Lock = new(HttpMethod.Post, "lock") { MaxAnswer = MaxJsonBytes, IsRepeatable = false, ConflictIsAnswer = true };

    public static readonly HttpOperation Unlock = new(HttpMethod.Delete, "unlock") { MissingIsAnswer = true };
    public static readonly HttpOperation Check = new(HttpMethod.Get, "check") { MaxAnswer = MaxJsonBytes };

    // More than any server takes: the limit is there for what is no answer of a cache.
    private const int MaxValueBytes = 128 * 1024 * 1024;
    private const int MaxJsonBytes = 64 * 1024;

    /// <summary>Whether 404 is an answer, not a failure.</summary>
    public bool MissingIsAnswer { get; private init; }

    /// <summary>Whether 409 is an answer, not a failure.</summary>
    public bool ConflictIsAnswer { get; private init; }

    public bool IsRepeatable { get; private init; } = true;

    /// <summary>Whether the body of a good answer is a stored value, which only 200 can carry.</summary>
    public bool IsValue { get; private init; }

    /// <summary>How many bytes the body of a good answer may have; 0: nobody reads it.</summary>
    public int MaxAnswer { get; private init; }
}
