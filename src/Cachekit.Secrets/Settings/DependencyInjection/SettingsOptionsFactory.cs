using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;

namespace Cachekit.Secrets;

/// <summary>Gives the options of the host the settings that there are, instead of making some with a parameterless constructor.</summary>
/// <param name="holder">Has the settings.</param>
internal sealed class SettingsOptionsFactory<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>(SettingsHolder<T> holder) : IOptionsFactory<T>
    where T : class, ISecretSettings<T>
{
    public T Create(string name) => name == Options.DefaultName ? holder.Current : throw new InvalidOperationException(
        $"{T.Place.Name} are settings without a name, and were asked for as '{name}'. Use CurrentValue or Value, or a settings type with a prefix and a section of its own.");
}
