using System.ComponentModel;

namespace Cachekit.Secrets.CompilerServices;

/// <summary>How values of a type are read. For generated code; <see cref="SettingTypes"/> has them.</summary>
/// <typeparam name="T">The type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class SettingType<T>
{
    private protected SettingType()
    {
    }

    /// <summary>What a text has to be, with an example: <c>a whole number, for example 10</c>.</summary>
    internal abstract string Expected { get; }

    /// <summary>Whether a value may consist of several.</summary>
    internal virtual bool HasChildren => false;

    /// <summary>Reads a text.</summary>
    internal abstract bool TryParse(string text, out T value);

    /// <summary>Reads what a source has.</summary>
    /// <returns>What is wrong with it and what to write, without the value; <see langword="null"/>: nothing.</returns>
    internal virtual string? Read(SettingsFound found, out T value)
    {
        if (TryParse(found.Text!, out value))
        {
            return null;
        }

        return $"{(found.Text!.Length == 0 ? "is empty" : "cannot be read")}: write {Expected}";
    }
}
