using Cachekit.Generators.Infrastructure;

namespace Cachekit.Generators.Models.Interception;

/// <summary>A method that is called somewhere.</summary>
/// <param name="Order">The <see cref="SignatureModel.Order"/> of the method.</param>
/// <param name="IsExtension">Whether it is an extension method.</param>
/// <param name="Calls">Where it is called.</param>
internal sealed record InterceptedMethodModel(string Order, bool IsExtension, EquatableArray<CallLocationModel> Calls);
