namespace Cachekit.Secrets;

/// <summary>A call, for the messages about it.</summary>
/// <param name="Store">The store.</param>
/// <param name="Operation">The operation of its API.</param>
/// <param name="Action">The IAM action that it needs.</param>
/// <param name="Subject">What is asked for, for people: <c>the secret 'prod/db'</c>.</param>
/// <param name="Region">Where.</param>
internal readonly record struct AwsCall(string Store, string Operation, string Action, string Subject, string Region = "");
