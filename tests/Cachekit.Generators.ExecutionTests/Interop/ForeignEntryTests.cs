using Cachekit.Protocol;

namespace Cachekit.Generators.ExecutionTests.Interop;

/// <summary>Entries as other writers leave them, written by hand: what can be read is, and what cannot is a miss that is repaired.</summary>
public sealed partial class ForeignEntryTests : IDisposable
{
    private const string Id = "a26964";
    private const string Name = "a96e616d655f74657874";
    private const string Score = "a573636f7265";
    private const string Seen = "a87365656e5f617473";

    private static readonly DateTimeOffset Noon = new(2024, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly Scene _scene = new();

    private static string Key => InteropKey.Create("people", "find", 1);

    public static TheoryData<string> ReadableNames => [.. Readable.Keys];

    public static TheoryData<string> UnreadableNames => [.. Unreadable.Keys];

    /// <summary>Members are written as id, name_text, score, seen_ats; nothing obliges others to.</summary>
    private static Dictionary<string, (string Hex, Person Value)> Readable => new()
    {
        ["unsorted"] = ($"84 {Score} cb3ff8000000000000 {Id} 07 {Seen} 90 {Name} a161", new Person(7, "a", 1.5, [])),
        ["float32"] = ($"84 {Id} 07 {Name} a161 {Score} ca3fc00000 {Seen} 90", new Person(7, "a", 1.5, [])),
        ["padded widths"] = ($"df00000004 d90269 64 d3ffffffffffffffff {Name} db0000000161 {Score} cb3ff8000000000000 {Seen} dd00000000", new Person(-1, "a", 1.5, [])),
        ["unsigned for signed"] = ($"84 {Id} cf0000000000000007 {Name} da000161 {Score} cb3ff8000000000000 {Seen} dc0000", new Person(7, "a", 1.5, [])),
        ["unknown members"] = ($"86 {Id} 07 a178 81a17991a17a {Name} c0 {Score} cb3ff8000000000000 {Seen} 90 a25a5a d40100", new Person(7, null, 1.5, [])),
        ["keys that are no text"] = ($"86 01 02 {Id} 07 c0 9103 {Name} a161 {Score} cb3ff8000000000000 {Seen} 90", new Person(7, "a", 1.5, [])),
        ["missing members"] = ($"81 {Id} 07", new Person(7, null, 0, null!)),
        ["duplicate keys"] = ($"86 {Id} 01 {Name} a162 {Id} 07 {Score} 00 {Name} a161 {Seen} 90", new Person(7, "a", 0, [])),
        ["integer for a float"] = ($"84 {Id} 07 {Name} a161 {Score} 02 {Seen} 90", new Person(7, "a", 2, [])),
        ["negative integer for a float"] = ($"84 {Id} 07 {Name} a161 {Score} d1ff00 {Seen} 90", new Person(7, "a", -256, [])),
        ["instant with Z"] = ($"84 {Id} 07 {Name} a161 {Score} 02 {Seen} 91 {Instant("2024-01-01T12:00:00Z")}", new Person(7, "a", 2, [Noon])),
        ["instant with an offset"] = ($"84 {Id} 07 {Name} a161 {Score} 02 {Seen} 91 {Instant("2024-01-01T14:00:00.000000+02:00")}", new Person(7, "a", 2, [Noon])),
        ["instant with three digits"] = ($"84 {Id} 07 {Name} a161 {Score} 02 {Seen} 91 {Instant("2024-01-01T12:00:00.500Z")}", new Person(7, "a", 2, [Noon.AddSeconds(0.5)])),
        ["instant the other way round"] = ($"84 {Id} 07 {Name} a161 {Score} 02 {Seen} 91 82 a576616c7565 {Text("2024-01-01T12:00:00+00:00")} ac5f5f6461746574696d655f5f c3", new Person(7, "a", 2, [Noon])),
    };

    private static Dictionary<string, string> Unreadable => new()
    {
        ["nothing"] = "",
        ["text for a map"] = "a161",
        ["array for a map"] = "9107",
        ["text for a number"] = $"84 {Id} a137 {Name} a161 {Score} 02 {Seen} 90",
        ["float for an integer"] = $"84 {Id} cb3ff8000000000000 {Name} a161 {Score} 02 {Seen} 90",
        ["number out of range"] = $"84 {Id} ce80000000 {Name} a161 {Score} 02 {Seen} 90",
        ["null for a number"] = $"84 {Id} c0 {Name} a161 {Score} 02 {Seen} 90",
        ["binary for a text"] = $"84 {Id} 07 {Name} c40161 {Score} 02 {Seen} 90",
        ["extension for a number"] = $"84 {Id} d40107 {Name} a161 {Score} 02 {Seen} 90",
        ["text that is no UTF-8"] = $"84 {Id} 07 {Name} a1ff {Score} 02 {Seen} 90",
        ["text for an instant"] = $"84 {Id} 07 {Name} a161 {Score} 02 {Seen} 91 {Text("2024-01-01T12:00:00Z")}",
        ["instant without its mark"] = $"84 {Id} 07 {Name} a161 {Score} 02 {Seen} 91 82 ac5f5f6461746574696d655f5f c2 a576616c7565 {Text("2024-01-01T12:00:00Z")}",
        ["byte behind"] = $"84 {Id} 07 {Name} a161 {Score} 02 {Seen} 90 00",
        ["cut off"] = $"84 {Id} 07 {Name} a161 {Score} 02 {Seen}",
        ["more announced than there is"] = $"84 {Id} 07 {Name} a161 {Score} 02 {Seen} ddffffffff",
        ["byte that never begins anything"] = "c1",
        ["container of the other version"] = "c102930004 c40100",
        ["frame of the Python SDK"] = "434b0100",
    };

    [Theory]
    [MemberData(nameof(ReadableNames))]
    public async Task ReadableEntry_IsServedAndLeftAlone(string name)
    {
        var (hex, expected) = Readable[name];
        var planted = Bytes(hex);
        _scene.Backend.Plant(Key, planted);
        var people = new People(_scene.Runtime);

        expected.AssertSame(await people.FindAsync(1));
        expected.AssertSame(await people.FindAsync(1));

        Assert.Equal(0, people.Runs);
        Assert.Equal((1, 1), (people.Cached.Find.Info.BackendHits, people.Cached.Find.Info.LocalHits));
        Assert.Equal(planted, _scene.Backend.Peek(Key));
    }

    [Theory]
    [MemberData(nameof(UnreadableNames))]
    public async Task UnreadableEntry_IsAMissAndIsOverwritten(string name)
    {
        _scene.Backend.Plant(Key, Bytes(Unreadable[name]));
        var people = new People(_scene.Runtime);
        Assert.False((await people.Cached.Find.TryGetAsync(1, TestContext.Current.CancellationToken)).Found);

        People.Computed.AssertSame(await people.FindAsync(1));

        Assert.Equal(1, people.Runs);
        Assert.Equal(
            InteropValue.Encode(new Dictionary<string, object?> { ["id"] = 1, ["name_text"] = "computed", ["score"] = 0.5, ["seen_ats"] = new[] { Noon } }), _scene.Backend.Peek(Key));
        People.Computed.AssertSame(await new People(_scene.AnotherProcess()).FindAsync(1));
    }

    public void Dispose() => _scene.Dispose();

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

    private static string Text(string ascii) => $"d9{ascii.Length:x2}{Convert.ToHexString(System.Text.Encoding.ASCII.GetBytes(ascii))}";

    private static string Instant(string text) => $"82 ac5f5f6461746574696d655f5f c3 a576616c7565 {Text(text)}";

    public sealed record Person(int Id, string? NameText, double Score, List<DateTimeOffset> SeenAts)
    {
        public void AssertSame(Person other)
        {
            Assert.Equal((Id, NameText, Score), (other.Id, other.NameText, other.Score));
            Assert.Equal(SeenAts, other.SeenAts);
        }
    }

    public sealed partial class People(CachekitRuntime runtime)
    {
        public static Person Computed { get; } = new(1, "computed", 0.5, [Noon]);

        public int Runs { get; private set; }

        [Cache(Interop = "find", Namespace = "people", InteropNaming = InteropNaming.SnakeCase)]
        public partial ValueTask<Person> FindAsync(int id);

        private ValueTask<Person> FindCoreAsync(int id)
        {
            Runs++;
            return new(Computed);
        }
    }
}
