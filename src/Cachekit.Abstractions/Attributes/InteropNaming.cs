namespace Cachekit;

/// <summary>How the members of records and classes are named in values that are shared with other SDKs.</summary>
public enum InteropNaming
{
    /// <summary>As they are declared: <c>UserId</c>.</summary>
    AsDeclared = 0,

    /// <summary>Lower case with underscores: <c>user_id</c>.</summary>
    SnakeCase = 1,

    /// <summary>With a small first letter: <c>userId</c>.</summary>
    CamelCase = 2,
}
