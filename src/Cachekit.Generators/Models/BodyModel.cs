using Cachekit.Generators.Infrastructure;

namespace Cachekit.Generators.Models;

/// <summary>The uncached method.</summary>
/// <param name="Name">Its name, escaped where it is a keyword.</param>
/// <param name="Kind">What it gives back.</param>
/// <param name="IsStatic">Whether it is static.</param>
/// <param name="ReturnsCacheable">Whether it says itself how long its result is good.</param>
/// <param name="Arguments">What fills its parameters.</param>
internal sealed record BodyModel(string Name, ReturnKind Kind, bool IsStatic, bool ReturnsCacheable, EquatableArray<BodyArgument> Arguments)
{
    /// <summary>Whether it takes what the cache still holds.</summary>
    public bool TakesPrevious
    {
        get
        {
            var any = false;
            foreach (var argument in Arguments)
            {
                any |= argument.Kind == BodyArgumentKind.Previous;
            }

            return any;
        }
    }
}
