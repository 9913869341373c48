using System.Text.Json;

namespace Cachekit.Secrets;

/// <summary>What a service answered: a document, or an error.</summary>
/// <param name="Document">The document; whoever takes it disposes of it.</param>
/// <param name="ErrorName">The name of the error.</param>
/// <param name="Failure">The error, explained.</param>
internal readonly record struct AwsAnswer(JsonDocument? Document, string? ErrorName, SecretsException? Failure)
{
    /// <exception cref="SecretsException">It was an error.</exception>
    public JsonDocument Require() => Document ?? throw Failure!;
}
