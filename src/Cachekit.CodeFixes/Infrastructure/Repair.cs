namespace Cachekit.CodeFixes.Infrastructure;

/// <summary>A change that an editor offers.</summary>
/// <param name="Title">What the user reads.</param>
/// <param name="Key">What all changes of this kind have in common: those are made together when the user wants all of them.</param>
/// <param name="Edits">The change.</param>
internal sealed record Repair(string Title, string Key, SourceEdits Edits);
