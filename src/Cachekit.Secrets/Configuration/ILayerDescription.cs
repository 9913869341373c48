namespace Cachekit.Secrets;

/// <summary>What a configuration provider says about itself where layers are explained.</summary>
internal interface ILayerDescription
{
    /// <summary>The name, for people.</summary>
    string LayerName { get; }

    /// <summary>Whether all its values are secrets, whatever their keys are called.</summary>
    bool HoldsSecrets { get; }
}
