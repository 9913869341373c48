using Cachekit.Generators.Infrastructure;

namespace Cachekit.Generators.Models.Interception;

/// <summary>What makes a generated struct one through which calls of a type's methods go.</summary>
/// <param name="Name">The name of the struct.</param>
/// <param name="TargetType">The type whose methods are intercepted.</param>
/// <param name="Summary">The type for the doc comment.</param>
/// <param name="IsStatic">Whether there are no instances.</param>
/// <param name="Constraints">The constraints of the type's parameters.</param>
/// <param name="Methods">The methods that are called somewhere.</param>
internal sealed record InterceptionModel(
    string Name, string TargetType, string Summary, bool IsStatic, EquatableArray<string> Constraints, EquatableArray<InterceptedMethodModel> Methods);
