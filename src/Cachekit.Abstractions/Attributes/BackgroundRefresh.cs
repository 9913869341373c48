namespace Cachekit;

/// <summary>On which instance of its class a background refresh runs the body.</summary>
public enum BackgroundRefresh
{
    /// <summary>
    /// On a fresh instance in a new scope where the class comes from the host's services, so that nothing of the request is touched that has ended meanwhile; on
    /// the same instance otherwise.
    /// </summary>
    Auto = 0,

    /// <summary>Always on the instance whose call started it. For classes that hold nothing that ends with a request.</summary>
    SameInstance = 1,

    /// <summary>Never: a value past its life is made anew while its caller waits.</summary>
    Never = 2,
}
