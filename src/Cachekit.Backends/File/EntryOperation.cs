namespace Cachekit.Backends;

/// <summary>What an operation is called in messages, and whether a refusal speaks of the entry or of the directory.</summary>
internal sealed record EntryOperation(string Verb, bool OnEntry)
{
    public static readonly EntryOperation Read = new("read", OnEntry: true);
    public static readonly EntryOperation Write = new("write", OnEntry: false);

    /// <summary>The last step of a write.</summary>
    public static readonly EntryOperation Replace = new("write", OnEntry: false) { IsContention = FileErrors.IsReplaceContention };

    public static readonly EntryOperation Delete = new("delete", OnEntry: false);
    public static readonly EntryOperation Look = new("look at", OnEntry: true);
    public static readonly EntryOperation Renew = new("renew", OnEntry: true);

    /// <summary>Whether a failure is worth another try.</summary>
    public Func<Exception, bool> IsContention { get; private init; } = FileErrors.IsContention;
}
