using System.ComponentModel;

namespace Cachekit.CompilerServices;

/// <summary>Makes the backend of one kind from the environment. A backend assembly registers one per kind.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IBackendProvider
{
    /// <summary>The kind, as <c>CACHEKIT_BACKEND</c> names it, for example <c>file</c>.</summary>
    string Kind { get; }

    /// <summary>Makes the backend.</summary>
    /// <param name="context">The environment, the clock, the loggers, and where problems are collected.</param>
    /// <returns>The backend, or <see langword="null"/> after adding to <see cref="BackendProviderContext.Problems"/>.</returns>
    ICacheBackend? Create(BackendProviderContext context);
}
