namespace Cachekit.Secrets.Tests.Redenv;

[CollectionDefinition(Name)]
public sealed class RedenvGroup : ICollectionFixture<RedenvWorld>
{
    public const string Name = "Redenv";
}
