using System.ComponentModel;
using Cachekit.Pipeline;
using Log = Cachekit.Invalidation.Log;

namespace Cachekit.CompilerServices;

/// <summary>What generated code calls after the body of a method with <see cref="InvalidatesTagAttribute"/>. The call has succeeded, so nothing that fails here reaches its caller.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TagInvalidation
{
    /// <summary>Invalidates all entries with a tag.</summary>
    /// <param name="runtime">The runtime; <see langword="null"/>: the ambient default.</param>
    /// <param name="tag">The tag.</param>
    public static async ValueTask AfterCallAsync(CachekitRuntime? runtime, string tag)
    {
        runtime ??= CachekitRuntime.Default;
        try
        {
            await runtime.InvalidateTagAsync(tag, CancellationToken.None).ConfigureAwait(false);
        }
        catch (CachekitException exception)
        {
            Log.TagInvalidationFailed(runtime.Logger, exception);
        }
    }

    /// <inheritdoc cref="AfterCallAsync"/>
    public static void AfterCall(CachekitRuntime? runtime, string tag)
    {
        runtime ??= CachekitRuntime.Default;
        try
        {
            runtime.InvalidateTag(tag);
        }
        catch (CachekitException exception)
        {
            Log.TagInvalidationFailed(runtime.Logger, exception);
        }
    }
}
