using Cachekit.CompilerServices;

namespace Cachekit.Tests.Pipeline.Support;

internal readonly record struct TextKey(string Text) : ICacheKey<TextKey>
{
    public static int Count => 1;

    public TextKey Snapshot() => this;

    public void WriteTo(ref KeyWriter writer)
    {
        writer.Argument("text");
        writer.Write(Text);
    }
}
