namespace Cachekit.Secrets;

/// <summary>The hashes of Redenv, wherever they are kept. What goes wrong is a <see cref="SecretsException"/> without a value in it.</summary>
/// <remarks>Values of fields are texts; a value that came parsed from JSON is its JSON text.</remarks>
internal interface IRedenvStore : IAsyncDisposable
{
    /// <summary>What messages call it, without credentials.</summary>
    string Name { get; }

    /// <summary>What metrics call its kind.</summary>
    string Kind { get; }

    /// <summary>All fields of two hashes, at once.</summary>
    ValueTask<(IReadOnlyDictionary<string, string> First, IReadOnlyDictionary<string, string> Second)> ReadAsync(string first, string second, CancellationToken cancellationToken);

    /// <summary>All fields of a hash.</summary>
    ValueTask<IReadOnlyDictionary<string, string>> ReadAsync(string hash, CancellationToken cancellationToken);

    /// <summary>All fields of one hash and one of another, at once.</summary>
    ValueTask<(IReadOnlyDictionary<string, string> Hash, string? Field)> ReadFieldAsync(string hash, string other, string field, CancellationToken cancellationToken);

    /// <summary>Puts a version before all others of a history, as <see cref="RedenvScript"/> does it. Good to be repeated.</summary>
    ValueTask<RedenvAppended> AppendAsync(string hash, string field, RedenvVersion version, CancellationToken cancellationToken);
}
