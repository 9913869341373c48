namespace Cachekit.Packaging.Tests;

/// <summary>The tests that look at the packages share them.</summary>
[CollectionDefinition(nameof(PackageFeed))]
public sealed class SharedPackages : ICollectionFixture<PackageFeed>;
