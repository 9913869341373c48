namespace Cachekit.Generators.ExecutionTests.Interop;

/// <summary>A value with something of everything that can be shared.</summary>
public sealed record Order(int OrderID, string? CustomerName, double Total, DateTimeOffset CreatedAt, List<OrderLine> Lines, Dictionary<string, double> TaxRates)
{
    public Guid Reference { get; init; }

    public decimal GrossPrice { get; init; }

    public DayOfWeek Day { get; init; }

    public DateOnly? DueDate { get; init; }

    public TimeOnly At { get; init; }

    public byte[] Raw { get; init; } = [];

    public (int, string?) Pair { get; init; }

    public float? Ratio { get; init; }

    public OrderLine? Gift { get; init; }

    public static Order Create() => new(
        7,
        "Zoë",
        2.0,
        new DateTimeOffset(2024, 1, 1, 12, 30, 45, TimeSpan.FromHours(2)).AddTicks(1234560),
        [new OrderLine("a", 1), new OrderLine("b", -2)],
        new Dictionary<string, double> { ["b"] = 0.5, ["a"] = 1 })
    {
        Reference = Guid.Parse("550e8400-e29b-41d4-a716-446655440000"),
        GrossPrice = 1.50m,
        Day = DayOfWeek.Friday,
        DueDate = new DateOnly(2024, 2, 3),
        At = new TimeOnly(4, 5, 6),
        Raw = [0, 0xFF],
        Pair = (1, null),
        Ratio = 0.1f,
    };

    /// <summary>What another SDK would call the same value.</summary>
    /// <param name="name">How a member is called.</param>
    public Dictionary<string, object?> AsTree(Func<string, string> name) => new()
    {
        [name(nameof(OrderID))] = OrderID,
        [name(nameof(CustomerName))] = CustomerName,
        [name(nameof(Total))] = Total,
        [name(nameof(CreatedAt))] = CreatedAt,
        [name(nameof(Lines))] = Lines.Select(line => line.AsTree(name)).ToArray(),
        [name(nameof(TaxRates))] = TaxRates,
        [name(nameof(Reference))] = Reference.ToString("D"),
        [name(nameof(GrossPrice))] = "1.50",
        [name(nameof(Day))] = (int)Day,
        [name(nameof(DueDate))] = DueDate,
        [name(nameof(At))] = At,
        [name(nameof(Raw))] = Raw,
        [name(nameof(Pair))] = new object?[] { Pair.Item1, Pair.Item2 },
        [name(nameof(Ratio))] = (double?)Ratio,
        [name(nameof(Gift))] = Gift?.AsTree(name),
    };

    /// <summary>Records compare lists by reference.</summary>
    public void AssertSame(Order other)
    {
        var none = new { Lines = new List<OrderLine>(), TaxRates = new Dictionary<string, double>(), Raw = Array.Empty<byte>() };
        Assert.Equal(this with { Lines = none.Lines, TaxRates = none.TaxRates, Raw = none.Raw }, other with { Lines = none.Lines, TaxRates = none.TaxRates, Raw = none.Raw });
        Assert.Equal(Lines, other.Lines);
        Assert.Equal(TaxRates, other.TaxRates);
        Assert.Equal(Raw, other.Raw);
    }
}
