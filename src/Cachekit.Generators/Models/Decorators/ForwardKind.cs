namespace Cachekit.Generators.Models.Decorators;

internal enum ForwardKind
{
    Method,
    Property,
    Indexer,
    Event,
}
