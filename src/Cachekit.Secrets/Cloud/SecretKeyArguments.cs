namespace Cachekit.Secrets;

/// <summary>Where a secret of a cloud goes in the configuration.</summary>
/// <param name="Name">The secret's name in the store, for example <c>prod/shop/database</c>.</param>
/// <param name="Key">The configuration path that it gets otherwise, for example <c>database</c>; never empty for a secret that is not JSON.</param>
public readonly record struct SecretKeyArguments(string Name, string Key);
