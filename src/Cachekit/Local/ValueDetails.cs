namespace Cachekit.Local;

/// <summary>What a value can come with: most have nothing of it.</summary>
/// <param name="Validator">By which its source can be asked whether it has changed; <see langword="null"/>: it said nothing.</param>
/// <param name="Tags">The tags that its body gave it, besides those of its key.</param>
internal sealed record ValueDetails(string? Validator, IReadOnlyList<string> Tags)
{
    /// <returns><see langword="null"/> where there is nothing.</returns>
    internal static ValueDetails? Of(string? validator, IReadOnlyList<string>? tags) =>
        validator is null && tags is not { Count: > 0 } ? null : new ValueDetails(validator, tags ?? []);
}
