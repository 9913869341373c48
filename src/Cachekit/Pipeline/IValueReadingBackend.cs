namespace Cachekit.Pipeline;

/// <summary>A backend that reads a value at less cost where nobody asks for its remaining life.</summary>
internal interface IValueReadingBackend : ICacheBackend
{
    /// <summary>Reads a value; its <see cref="BackendValue.Remaining"/> says nothing.</summary>
    BackendValue GetValue(string key);

    /// <inheritdoc cref="GetValue"/>
    ValueTask<BackendValue> GetValueAsync(string key, CancellationToken cancellationToken = default);
}
