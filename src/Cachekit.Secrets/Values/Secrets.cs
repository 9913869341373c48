using System.Collections;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Cachekit.Secrets;

/// <summary>Secrets by name, as one load found them; never changed afterwards, so safe for concurrent use.</summary>
/// <remarks>
/// <para>Values are there for who asks for one by name, or enumerates the generic interface. Everything that shows an object without knowing it,
/// <see cref="ToString"/>, the debugger, loggers, JSON serializers, sees names and <see cref="SecretMask.Text"/> instead.</para>
/// <para>A value can refer to other secrets: <c>${NAME}</c> is replaced by the secret <c>NAME</c>, a name that no secret has stays as it is written, and
/// <c>\${NAME}</c> is the text <c>${NAME}</c>. <see cref="Raw"/> has the values as they are stored.</para>
/// <para>Names are compared ordinally.</para>
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
[DebuggerTypeProxy(typeof(SecretsDebugView))]
[JsonConverter(typeof(MaskedSecretsConverter))]
[SuppressMessage("Naming", "CA1710", Justification = "It is what the other Redenv clients call it.")]
[SuppressMessage("Naming", "CA1724", Justification = "It is what the other Redenv clients call it, and the namespace is named after it.")]
public sealed partial class Secrets : IReadOnlyDictionary<string, string>
{
    private readonly Dictionary<string, string> _values;
    private readonly Dictionary<string, string> _raw;
    private readonly string _scope;

    /// <summary>Takes secrets over and expands what they refer to.</summary>
    /// <param name="raw">Names and values as they are stored; copied.</param>
    /// <exception cref="SecretsException"><see cref="SecretsErrorCode.InvalidInput"/>: secrets refer to each other in a circle, which the message shows.</exception>
    public Secrets(IEnumerable<KeyValuePair<string, string>> raw)
    {
        ArgumentNullException.ThrowIfNull(raw);
        _raw = new Dictionary<string, string>(raw, StringComparer.Ordinal);
        _values = SecretExpansion.Expand(_raw);
        _scope = "";
    }

    private Secrets(Dictionary<string, string> values, Dictionary<string, string> raw, string scope)
    {
        _values = values;
        _raw = raw;
        _scope = scope;
    }

    /// <summary>No secrets.</summary>
    public static Secrets Empty { get; } = new([]);

    /// <summary>How many there are.</summary>
    public int Count => _values.Count;

    /// <summary>Their names, without the prefix of a <see cref="Scope"/>.</summary>
    public IEnumerable<string> Keys => _values.Keys;

    /// <summary>Their values.</summary>
    public IEnumerable<string> Values => _values.Values;

    /// <summary>The same secrets with their values as they are stored, so that <c>${NAME}</c> is that text.</summary>
    public Secrets Raw => ReferenceEquals(_values, _raw) ? this : new Secrets(_raw, _raw, _scope);

    /// <summary>The value of a secret.</summary>
    /// <param name="key">Its name.</param>
    /// <exception cref="SecretsException"><see cref="SecretsErrorCode.SecretNotFound"/>: there is none.</exception>
    public string this[string key] => _values.TryGetValue(key, out var value) ? value : throw Missing([key]);

    /// <summary>Whether there is a secret of that name.</summary>
    /// <param name="key">The name.</param>
    public bool ContainsKey(string key) => _values.ContainsKey(key);

    /// <summary>Looks for a secret.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="value">Its value.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value) => _values.TryGetValue(key, out value);

    /// <summary>Makes sure that secrets are there.</summary>
    /// <param name="keys">Their names.</param>
    /// <returns>These secrets, to go on with.</returns>
    /// <exception cref="SecretsException"><see cref="SecretsErrorCode.SecretNotFound"/>: at least one is not there; the message names all of them.</exception>
    public Secrets Require(params string[] keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var missing = keys.Where(key => !_values.ContainsKey(key)).ToArray();
        return missing.Length == 0 ? this : throw Missing(missing);
    }

    /// <summary>The secrets whose names begin with a prefix, under the rest of their names.</summary>
    /// <param name="prefix">The beginning, for example <c>DB_</c>; compared ordinally. A secret that is named like the prefix itself has no rest and is left out.</param>
    public Secrets Scope(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return new Secrets(Part(_values, prefix), Part(_raw, prefix), _scope + prefix);
    }

    /// <summary>The names, with <see cref="SecretMask.Text"/> for each value.</summary>
    public override string ToString() => $"Secrets({string.Join(", ", Keys.Select(name => $"{name}={SecretMask.Text}"))})";

    /// <summary>Enumerates names and values.</summary>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _values.GetEnumerator();

    /// <summary>Enumerates names with <see cref="SecretMask.Text"/> as values: loggers list what they are given by this interface.</summary>
    IEnumerator IEnumerable.GetEnumerator() => Keys.Select(name => KeyValuePair.Create(name, SecretMask.Text)).GetEnumerator();

    private static Dictionary<string, string> Part(Dictionary<string, string> secrets, string prefix) =>
        secrets.Where(secret => secret.Key.Length > prefix.Length && secret.Key.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(secret => secret.Key[prefix.Length..], secret => secret.Value, StringComparer.Ordinal);

    private SecretsException Missing(string[] keys) => new(
        SecretsErrorCode.SecretNotFound,
        $"{(keys.Length == 1 ? "The secret" : "The secrets")} {string.Join(", ", keys.Select(key => $"'{_scope}{key}'"))} {(keys.Length == 1 ? "is" : "are")} not there. Add {(keys.Length == 1 ? "it" : "them")} to the project and environment that are loaded, or check the spelling: names are case-sensitive.");
}
