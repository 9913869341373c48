namespace Cachekit;

/// <summary>The format of the values that are shared with other SDKs. All methods of a namespace, and all SDKs that share it, use the same.</summary>
public enum InteropVersion
{
    /// <summary><c>interop/v1</c>: one plain MessagePack document. Frozen, and understood by every SDK.</summary>
    V1 = 1,

    /// <summary>
    /// <c>interop/v2</c>: the same document in a container that may be compressed. A draft, which may still change. With encryption the length
    /// of a compressed value tells something about its content: do not use it for values that mix a secret with text that others choose.
    /// </summary>
    V2 = 2,
}
