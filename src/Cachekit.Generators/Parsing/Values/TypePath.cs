namespace Cachekit.Generators.Parsing.Values;

/// <summary>The way from a value to something inside it. It becomes a text only where there is something to say: the walk itself is on the way of every edit.</summary>
internal sealed class TypePath(TypePath? parent, string step)
{
    public TypePath Member(string name) => new(this, "." + name);

    public TypePath Element() => new(this, "[]");

    public TypePath Subtype(string name) => new(this, "<" + name + ">");

    public override string ToString() => parent is null ? step : parent + step;
}
