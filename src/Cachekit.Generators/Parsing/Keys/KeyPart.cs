using Cachekit.Generators.Models.Keys;

namespace Cachekit.Generators.Parsing.Keys;

/// <summary>A type that was visited.</summary>
internal readonly record struct KeyPart(KeyForm Form, KeyTraits Traits)
{
    public static KeyPart Of(string typeName, string expression, KeyTraits traits) =>
        new(new KeyForm(typeName, ScalarForm.None, null, false, expression, traits.IsImmutable), traits);
}
