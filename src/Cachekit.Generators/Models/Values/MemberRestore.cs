namespace Cachekit.Generators.Models.Values;

/// <summary>How a member gets its value back.</summary>
[Flags]
internal enum MemberRestore
{
    /// <summary>Not at all: an error.</summary>
    None = 0,

    /// <summary>By a parameter of the constructor.</summary>
    Argument = 1,

    /// <summary>In the object initializer.</summary>
    Initializer = 2,

    /// <summary>By an assignment, when the stored value has the member; otherwise what the type itself assigned stays.</summary>
    Assignment = 4,
}
