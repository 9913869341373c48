namespace Cachekit.Generators.Emitting;

/// <summary>Puts an empty line between members, and none before the first.</summary>
internal sealed class SectionWriter(SourceWriter writer, bool isFirst = true)
{
    private bool _any = !isFirst;

    public void Next()
    {
        if (_any)
        {
            writer.Line();
        }

        _any = true;
    }
}
