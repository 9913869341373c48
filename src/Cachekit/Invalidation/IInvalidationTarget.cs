namespace Cachekit.Invalidation;

/// <summary>A method whose entries in the memory of this process can become invalid by what other processes say. No member calls a backend or throws.</summary>
internal interface IInvalidationTarget
{
    /// <summary>The method in messages.</summary>
    ulong Scope { get; }

    /// <summary>The namespace in messages.</summary>
    ulong NamespaceScope { get; }

    /// <summary>The namespace, or <see langword="null"/>.</summary>
    string? Namespace { get; }

    /// <summary>The method for people.</summary>
    string Method { get; }

    /// <summary>Makes one entry go: from memory, and what is being made of older data is not kept.</summary>
    /// <param name="entry">The hash of its text key.</param>
    /// <param name="stamp">What was made before this is invalid.</param>
    void Forget(ulong entry, long stamp);

    /// <summary>Makes all entries go.</summary>
    /// <param name="stamp">What was made before this is invalid.</param>
    void ForgetAll(long stamp);

    /// <summary>Makes all entries with a tag go.</summary>
    /// <param name="tag">The tag's hash.</param>
    void ForgetTag(ulong tag);

    /// <summary>Trusts nothing any more that messages would have kept true.</summary>
    /// <param name="detach">Whether bodies that run may not leave their results either.</param>
    void Flush(bool detach);

    /// <summary>Begins to make all entries of the method invalid in the backend, where single ones were too many to remember.</summary>
    /// <returns>Whether that is possible.</returns>
    bool TryRaiseLater();
}
