namespace Cachekit.Configuration;

/// <summary>The backends of a runtime, while its settings are put together.</summary>
internal sealed class ResolvedBackends : IDisposable
{
    private readonly Dictionary<string, ICacheBackend> _named = new(StringComparer.Ordinal);
    private readonly List<ICacheBackend> _owned = [];

    /// <summary>The backend of methods that name none, or <see langword="null"/>.</summary>
    internal ICacheBackend? Standard { get; set; }

    internal IReadOnlyDictionary<string, ICacheBackend> Named => _named;

    /// <summary>Those that were made here, and not given.</summary>
    internal IReadOnlyList<ICacheBackend> Owned => _owned;

    internal ICacheBackend? Own(ICacheBackend? made)
    {
        if (made is not null)
        {
            _owned.Add(made);
        }

        return made;
    }

    internal void Add(string name, ICacheBackend? backend)
    {
        if (backend is not null)
        {
            _named[name] = backend;
        }
    }

    /// <summary>Gives back what was made, because something else was wrong.</summary>
    public void Dispose()
    {
        foreach (var backend in _owned)
        {
            (backend as IDisposable)?.Dispose();
        }
    }
}
