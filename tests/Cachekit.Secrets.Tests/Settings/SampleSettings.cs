using System.ComponentModel.DataAnnotations;

namespace Cachekit.Secrets.Tests.Settings;

[SecretSettings(Prefix = "DB_")]
public sealed partial record DatabaseSettings(Uri Url, [Secret] string Password, [Range(1, 100)] int PoolSize = 10, TimeSpan? Timeout = null);

public enum Level
{
    Quiet,
    Loud,
}

public readonly record struct Point(int X, int Y) : IParsable<Point>
{
    public static Point Parse(string s, IFormatProvider? provider) => TryParse(s, provider, out var point) ? point : throw new FormatException(s);

    public static bool TryParse(string? s, IFormatProvider? provider, out Point result)
    {
        result = default;
        if (s?.Split('/') is not [var x, var y] || !int.TryParse(x, provider, out var first) || !int.TryParse(y, provider, out var second))
        {
            return false;
        }

        result = new Point(first, second);
        return true;
    }
}

/// <summary>Every kind of type, in the form of properties.</summary>
[SecretSettings(Prefix = "ALL_", Section = "All")]
public partial class AllKinds
{
    public required string Text { get; init; }

    public string Host { get; init; } = "localhost";

    public bool IsOn { get; init; } = true;

    public byte Small { get; set; } = 7;

    public long Large { get; set; }

    public decimal Price { get; set; } = 1.5m;

    public double? Ratio { get; init; }

    public Level Level { get; init; } = Level.Quiet;

    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(1);

    public DateTimeOffset? From { get; init; }

    public Guid Id { get; init; }

    public Point Where { get; init; }

    public string[] Hosts { get; init; } = [];

    public List<int> Ports { get; init; } = [80];

    public IReadOnlyList<Uri> Urls { get; init; } = [];

    public HashSet<Level> Levels { get; init; } = [];

    public IReadOnlyDictionary<string, int> Limits { get; init; } = new Dictionary<string, int>();

    [Secret]
    public string? ApiKey { get; set; }

    [Setting(Name = "Renamed", Variable = "OTHER_NAME")]
    public int Named { get; init; }

    [Setting(Ignore = true)]
    public string Ignored { get; set; } = "not read";

    public string Computed => $"{Text} {ApiKey}";
}

[SecretSettings(Prefix = "STORE_", Section = "Store")]
public readonly partial record struct StoreSettings(DatabaseSettings Main, DatabaseSettings? Replica = null);

[SecretSettings(Section = "")]
public partial class CheckedSettings
{
    [Required]
    public string Name { get; init; } = "x";

    [RegularExpression("[a-z]+-[0-9]+")]
    public string Region { get; init; } = "eu-1";

    [Url]
    public Uri Endpoint { get; init; } = new("https://example.com/");

    [StringLength(8, MinimumLength = 2)]
    public string Code { get; init; } = "abc";

    [MinLength(1), MaxLength(2)]
    public string[] Items { get; init; } = ["a"];

    [AllowedValues("red", "green")]
    public string Color { get; init; } = "red";

    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(5);

    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Share { get; init; } = 0.5;

    [EmailAddress]
    public string Mail { get; init; } = "ops@example.com";

    [Range(1, 5, ErrorMessage = "{0} is a number of stars: write 1 to 5")]
    public int Stars { get; init; } = 3;

    public int Least { get; init; } = 1;

    public int Most { get; init; } = 10;

    partial void Validate(SettingsProblems problems)
    {
        if (Least > Most)
        {
            problems.Add(nameof(Least), $"must not be above {nameof(Most)}");
        }
    }
}

/// <summary>Types that have a default of their own, and must have a value all the same.</summary>
[SecretSettings(Prefix = "NEED_", Section = "Need")]
public partial class NeededSettings
{
    [Required, Secret]
    public string? ApiKey { get; set; }

    [Required, Range(1, 65535)]
    public int Port { get; init; }

    [Required]
    public string Name { get; set; } = null!;

    [Required]
    public double? Ratio { get; init; } = null;

    [Required]
    public DatabaseSettings? Database { get; set; }

    [Required]
    public int Retries { get; init; } = 3;

    public int Size { get; init; }
}

[SecretSettings(Prefix = "NEED_")]
public partial record NeededRecord([Required, Secret] string? ApiKey = null, [property: Required] int? Port = null, [Required] int Retries = 3, int? Size = null);

/// <summary>What the language asks for twice: a parameter, and the property that it fills.</summary>
[SecretSettings]
public partial class TwiceSettings
{
    public TwiceSettings(string host, int port = 80)
    {
        Host = host;
        Port = port;
    }

    public required string Host { get; init; }

    public required int Port { get; init; }
}

[SecretSettings]
public partial class WriteOnlySettings
{
    private readonly List<string> _written = [];

    public string? Name
    {
        init => _written.Add($"{value}");
    }

    public int @event
    {
        init => _written.Add($"event {value}");
    }

    public IReadOnlyList<string> Written() => _written;
}

[SecretSettings]
public partial class RefusingSettings
{
    public RefusingSettings(string code)
    {
        if (code.Length != 3)
        {
            throw new ArgumentException($"'{code}' is no code.", nameof(code));
        }

        Code = code;
    }

    public string Code { get; }
}
