using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Cachekit.Secrets.CompilerServices;

namespace Cachekit.Secrets;

/// <summary>Settings with <see cref="SecretSettingsAttribute"/>; the generated part of the type implements it.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface ISecretSettings<TSelf>
    where TSelf : ISecretSettings<TSelf>
{
    /// <summary>How the settings are called, and where they are.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static abstract SettingsPlace Place { get; }

    /// <summary>Reads all members, and makes the settings if none of them is a problem.</summary>
    /// <param name="reader">Reads them, and keeps what is wrong.</param>
    /// <param name="settings">The settings.</param>
    /// <returns>Whether there was no problem.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static abstract bool TryRead(SettingsReader reader, [MaybeNullWhen(false)] out TSelf settings);
}
