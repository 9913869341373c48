namespace Cachekit.Generators.Models.Keys;

/// <summary>What the code for one argument or member depends on.</summary>
/// <param name="TypeName">The type, fully qualified.</param>
/// <param name="Scalar">How it is compared when it is handled in place.</param>
/// <param name="Underlying">The integer that an enum is written as, or <see langword="null"/>.</param>
/// <param name="IsNullable">Whether a scalar handled in place is a nullable value.</param>
/// <param name="Expression">An expression for its part, to be used beside the class <c>Parts</c>.</param>
/// <param name="IsImmutable">Whether the value itself may be kept.</param>
internal sealed record KeyForm(
    string TypeName,
    ScalarForm Scalar,
    string? Underlying,
    bool IsNullable,
    string Expression,
    bool IsImmutable);
