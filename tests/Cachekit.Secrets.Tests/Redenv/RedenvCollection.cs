namespace Cachekit.Secrets.Tests.Redenv;

[CollectionDefinition(Name)]
public sealed class RedenvCollection : ICollectionFixture<RedenvWorld>
{
    public const string Name = "Redenv";
}
