namespace Cachekit.Telemetry;

/// <summary>What a method is called in metrics, activities and logs.</summary>
/// <param name="Method">The method.</param>
/// <param name="Namespace">Its namespace, or <see langword="null"/>.</param>
/// <param name="Backend">The name of its backend, or <see langword="null"/>.</param>
/// <param name="Preset">Its preset.</param>
/// <param name="IsSecure">Whether its keys must not be seen anywhere.</param>
internal readonly record struct MethodIdentity(string Method, string? Namespace, string? Backend, Preset Preset, bool IsSecure);
