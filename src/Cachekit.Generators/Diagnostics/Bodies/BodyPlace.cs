namespace Cachekit.Generators.Diagnostics.Bodies;

/// <summary>Where the body of a cached method is, which decides what can be in the key.</summary>
internal enum BodyPlace
{
    /// <summary>Beside a partial method: its type is the one that reads the key.</summary>
    Beside,

    /// <summary>In the method itself: a generated type reads the key, from outside.</summary>
    Itself,

    /// <summary>In a class that implements the interface with the method: the key has what the interface has.</summary>
    Implementation,
}
