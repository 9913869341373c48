namespace Cachekit.Secrets;

/// <summary>A secret store could not be read.</summary>
/// <param name="StoreName">Its name.</param>
/// <param name="Exception">Why.</param>
/// <param name="HasValues">Whether values of an earlier read are there, and stay.</param>
public readonly record struct SecretReadFailedArguments(string StoreName, Exception Exception, bool HasValues);
