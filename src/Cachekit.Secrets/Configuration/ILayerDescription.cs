namespace Cachekit.Secrets;

/// <summary>What a configuration provider says about itself where layers are explained.</summary>
internal interface ILayerDescription
{
    /// <summary>The name, for people.</summary>
    string LayerName { get; }

    /// <summary>Whether all its values are secrets, whatever their keys are called.</summary>
    bool HoldsSecrets { get; }

    /// <summary>Why the last attempt to read the layer failed, without any value; <see langword="null"/> when it did not.</summary>
    string? Problem => null;

    /// <summary>The name of the part of the layer that has a key, a file for example.</summary>
    /// <param name="key">The key.</param>
    string LayerOf(string key) => LayerName;
}
