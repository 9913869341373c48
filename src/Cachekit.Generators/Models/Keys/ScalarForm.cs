namespace Cachekit.Generators.Models.Keys;

/// <summary>How generated code compares a scalar; all scalars are hashed and written by overloads.</summary>
internal enum ScalarForm
{
    /// <summary>Not a scalar that is handled in place: there is a part for it.</summary>
    None,

    /// <summary>By <c>==</c>, which nullable values lift.</summary>
    Operator,

    /// <summary>By its own <c>Equals</c>, for types without the operator and for floating-point numbers, whose NaN differs from itself.</summary>
    Method,

    /// <summary>By a helper that is finer than the type's own equality.</summary>
    Helper,

    /// <summary>A string, ordinal.</summary>
    Text,
}
