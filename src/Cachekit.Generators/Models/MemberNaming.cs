namespace Cachekit.Generators.Models;

/// <summary>How members are named in shared values; the numbers are those of <c>InteropNaming</c>.</summary>
internal enum MemberNaming
{
    AsDeclared = 0,
    SnakeCase = 1,
    CamelCase = 2,
}
