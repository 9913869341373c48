namespace Cachekit.Generators.Parsing.Values;

/// <summary>Whether a member belongs to the stored form.</summary>
internal enum MemberStatus
{
    /// <summary>It does, and must be restorable.</summary>
    Stored,

    /// <summary>Only when the constructor asks for it: a computed property, or a field that nobody marked.</summary>
    Candidate,

    /// <summary>The user left it out.</summary>
    Ignored,
}
