using System.Globalization;

namespace Cachekit.Generators.ExecutionTests.Tags;

/// <summary>Templates are filled in from the key, and what invalidates a tag reaches its entries and no others.</summary>
public sealed class TagTests : IDisposable
{
    private readonly Scene _scene = new();

    [Fact]
    public void Values_AreWrittenTheSameInEveryCulture()
    {
        var culture = CultureInfo.CurrentCulture;

        // By hand: a machine may have the invariant culture only.
        var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        german.NumberFormat.NumberDecimalSeparator = ",";
        german.NumberFormat.NegativeSign = "~";
        german.DateTimeFormat.ShortDatePattern = "dd.MM.yyyy";
        CultureInfo.CurrentCulture = german;
        try
        {
            var tags = Orders.TagsOf("a b", DayOfWeek.Friday, new DateOnly(2026, 3, 4), new DateTime(2026, 3, 4, 5, 6, 7, DateTimeKind.Utc), true, 'ß', Guid.Empty, -1.5);

            Assert.Equal(["{a b}/Friday/2026-03-04/2026-03-04T05:06:07.0000000Z/True/ß/00000000-0000-0000-0000-000000000000/-1.5"], tags);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Nulls_AreNothing() =>
        Assert.StartsWith("{}//2026-03-04/", Assert.Single(Orders.TagsOf(null, null, new DateOnly(2026, 3, 4), default, false, 'x', default, 0)), StringComparison.Ordinal);

    [Fact]
    public void TagThatIsTooLongWithItsValues_IsRefused() => Assert.Contains(
        "Show",
        Assert.Throws<CacheKeyException>(() => Orders.TagsOf(new string('x', 257), null, default, default, false, 'x', default, 0)).Message,
        StringComparison.Ordinal);

    [Fact]
    public async Task InvalidatedTag_TakesItsEntriesAndNoOthers()
    {
        var orders = new Orders(_scene.Runtime, tenant: 1);
        var (first, second) = (await orders.ListAsync(1, DayOfWeek.Monday), await orders.ListAsync(1, null));
        var other = await orders.ListAsync(2, null);
        var otherTenant = new Orders(_scene.Runtime, tenant: 2);
        var foreign = await otherTenant.ListAsync(1, null);

        await orders.AddAsync(1, fails: false);

        Assert.NotEqual(first, await orders.ListAsync(1, DayOfWeek.Monday));
        Assert.NotEqual(second, await orders.ListAsync(1, null));
        Assert.Equal(other, await orders.ListAsync(2, null));
        Assert.Equal(foreign, await otherTenant.ListAsync(1, null));
    }

    [Fact]
    public async Task SynchronousMethod_InvalidatesItsTagToo()
    {
        var orders = new Orders(_scene.Runtime, tenant: 1);
        var first = await orders.ListAsync(1, null);

        orders.Clear();

        Assert.NotEqual(first, await orders.ListAsync(1, null));
    }

    [Fact]
    public async Task BodyThatFails_InvalidatesNothing()
    {
        var orders = new Orders(_scene.Runtime, tenant: 1);
        var first = await orders.ListAsync(1, null);

        await Assert.ThrowsAsync<InvalidOperationException>(() => orders.AddAsync(1, fails: true));

        Assert.Equal(first, await orders.ListAsync(1, null));
    }

    [Fact]
    public async Task InvalidateMany_TakesTheEntriesOfItsArguments()
    {
        var orders = new Orders(_scene.Runtime, tenant: 1);
        var (first, second, third) = (await orders.ListAsync(1, null), await orders.ListAsync(2, DayOfWeek.Friday), await orders.ListAsync(3, null));

        await orders.Cached.List.InvalidateManyAsync([(1, null), (2, DayOfWeek.Friday)], TestContext.Current.CancellationToken);

        Assert.NotEqual(first, await orders.ListAsync(1, null));
        Assert.NotEqual(second, await orders.ListAsync(2, DayOfWeek.Friday));
        Assert.Equal(third, await orders.ListAsync(3, null));
    }

    public void Dispose() => _scene.Dispose();
}
