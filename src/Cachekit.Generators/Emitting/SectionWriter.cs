namespace Cachekit.Generators.Emitting;

/// <summary>Puts an empty line between members, and none before the first.</summary>
internal sealed class SectionWriter(SourceWriter writer)
{
    private bool _any;

    public void Next()
    {
        if (_any)
        {
            writer.Line();
        }

        _any = true;
    }
}
