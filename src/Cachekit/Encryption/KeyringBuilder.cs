using System.Globalization;

namespace Cachekit.Encryption;

/// <summary>Collects the keys of a keyring from whatever they are read from, and everything that is wrong with them.</summary>
/// <param name="problems">Receives every problem, with its source; never anything of a key.</param>
internal sealed class KeyringBuilder(ICollection<string> problems)
{
    private readonly int _before = problems.Count;
    private readonly List<SecretKey> _previous = [];
    private SecretKey? _current;
    private string _currentSource = "";
    private int _previousGiven;

    internal void AddCurrent(string? text, string source) => _current = Take(text, _currentSource = source);

    internal void AddRawCurrent(ReadOnlySpan<byte> bytes, string source) => _current = TakeRaw(bytes, _currentSource = source);

    internal void AddPrevious(string? text, string source) => KeepPrevious(Take(text, source));

    internal void AddRawPrevious(ReadOnlySpan<byte> bytes, string source) => KeepPrevious(TakeRaw(bytes, source));

    internal void AddCurrent(SecretKey key, string source)
    {
        _currentSource = source;
        _current = key.Copy();
    }

    internal void AddPrevious(SecretKey key) => KeepPrevious(key.Copy());

    /// <summary>Checks the rules that concern all keys together.</summary>
    /// <param name="previousSource">Where the previous keys come from.</param>
    /// <returns>The keys; <see langword="null"/> when there are none, or after adding to the problems.</returns>
    internal Keyring? Build(string previousSource)
    {
        if (_previousGiven > Keyring.MaxPreviousKeys)
        {
            problems.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{previousSource} has {_previousGiven} keys: there can be 3 at most, so drop those whose entries have all expired."));
        }

        if (_current is null && _currentSource.Length == 0 && _previousGiven > 0)
        {
            problems.Add(
                $"{previousSource} has keys, but there is no current master key: previous keys only decrypt, so set CACHEKIT_MASTER_KEY or CachekitOptions.Encryption.MasterKey too.");
        }

        if (_current is not null && _previous.Exists(key => key.HasSameBytesAs(_current)))
        {
            problems.Add(
                $"{previousSource} has the same key as {_currentSource}: a key is either current or previous. Remove it there, or make a new current key with: openssl rand -hex 32");
        }

        if (problems.Count > _before)
        {
            _current?.Dispose();
            _previous.ForEach(static key => key.Dispose());
            return null;
        }

        return _current is null ? null : new Keyring([_current, .. _previous]);
    }

    private void KeepPrevious(SecretKey? key)
    {
        _previousGiven++;
        if (key is not null)
        {
            _previous.Add(key);
        }
    }

    private SecretKey? Take(string? text, string source) => Accept(MasterKeyText.Problem(text, source)) ? SecretKey.FromHex(text) : null;

    private SecretKey? TakeRaw(ReadOnlySpan<byte> bytes, string source) =>
        Accept(MasterKeyText.RawProblem(bytes.Length, source)) ? SecretKey.FromBytes(bytes) : null;

    private bool Accept(string? problem)
    {
        if (problem is not null)
        {
            problems.Add(problem);
        }

        return problem is null;
    }
}
