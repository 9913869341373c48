namespace Cachekit.Generators.Models.TypedSettings;

/// <summary>How the validation that the user writes is called.</summary>
internal enum SettingsValidation
{
    /// <summary>Not at all: the name belongs to something else.</summary>
    None,

    /// <summary>A partial method, which goes away where nobody implements it.</summary>
    Partial,

    /// <summary>A method that the user wrote as a whole.</summary>
    Own,
}
