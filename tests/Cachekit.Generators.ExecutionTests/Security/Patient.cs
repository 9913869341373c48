namespace Cachekit.Generators.ExecutionTests.Security;

/// <summary>A value with something of everything: nested records, lists, dictionaries, bytes and nulls.</summary>
public sealed record Patient(int Id, string Name, Address? Home, List<string> Notes, Dictionary<string, string?> Contacts, byte[] Picture)
{
    public IReadOnlyList<Visit> Visits { get; init; } = [];

    public static Patient Create(int id, string marker) => new(
        id,
        $"name {marker}",
        new Address($"street {marker}", null),
        [$"note {marker}", "", $"again {marker}"],
        new Dictionary<string, string?> { [$"key {marker}"] = $"value {marker}", ["none"] = null },
        [0, 1, 0xFF])
    {
        Visits = [new Visit(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)), [new Finding($"finding {marker}", 1.5m)])],
    };

    /// <summary>Records compare lists by reference.</summary>
    public void AssertSame(Patient? other)
    {
        Assert.NotNull(other);
        Assert.Equal((Id, Name, Home), (other.Id, other.Name, other.Home));
        Assert.Equal(Notes, other.Notes);
        Assert.Equal(Contacts, other.Contacts);
        Assert.Equal(Picture, other.Picture);
        Assert.Equal(Visits.Select(visit => visit.At), other.Visits.Select(visit => visit.At));
        Assert.Equal(Visits.SelectMany(visit => visit.Findings), other.Visits.SelectMany(visit => visit.Findings));
    }

    public sealed record Visit(DateTimeOffset At, IReadOnlyList<Finding> Findings);

    public readonly record struct Finding(string Text, decimal Value);
}
