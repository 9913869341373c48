namespace Cachekit.Pipeline;

/// <summary>A backend on which listening begins without waiting for anything, so that no entry can have come into memory unheard before.</summary>
internal interface IListensAtOnce : INotifyingCacheBackend;
