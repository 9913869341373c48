namespace Cachekit.Secrets;

/// <summary>A layer of a configuration.</summary>
/// <param name="Name">Its name.</param>
/// <param name="KeyCount">How many keys it has.</param>
/// <param name="WinCount">For how many of them its value is the one that counts.</param>
/// <param name="Problem">Why it could not be read the last time, so that its values are older ones; <see langword="null"/> when it could, or does not say.</param>
public sealed record ExplainedLayer(string Name, int KeyCount, int WinCount, string? Problem);
