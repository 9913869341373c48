namespace Cachekit.Hashing;

/// <summary>Which loop goes over the stripes of a long input.</summary>
internal enum XxHash3Path
{
    Scalar,
    Vector128,
    Vector256,
}
