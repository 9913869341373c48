namespace Cachekit.Generators.Models.TypedSettings;

/// <summary>How a value gets into the settings.</summary>
internal enum SettingPlace
{
    /// <summary>A parameter of the constructor.</summary>
    Parameter,

    /// <summary>A parameter whose property is <c>required</c>: the language wants it in the object initializer too.</summary>
    ParameterAndInitializer,

    /// <summary>A property that must have a value: in the object initializer.</summary>
    Initializer,

    /// <summary>A property with a setter, which keeps what it has where there is no value.</summary>
    Assigned,

    /// <summary>The same with a setter for initializers only.</summary>
    InitOnly,
}
