using Microsoft.Extensions.Configuration;

namespace Cachekit.Secrets.Tests.Settings;

public sealed class SettingsTests
{
    private const string Password = "s3cr3t-p4ss";

    [Fact]
    public void Record_IsReadFromVariables_AndItsDefaultsFillTheRest()
    {
        var settings = Load<DatabaseSettings>(("DB_URL", "postgres://db/shop"), ("DB_PASSWORD", Password));

        Assert.Equal(new DatabaseSettings(new Uri("postgres://db/shop"), Password), settings);
        Assert.Equal(10, settings.PoolSize);
        Assert.Null(settings.Timeout);
    }

    [Fact]
    public void Sources_WinInTheirOrder()
    {
        var secrets = new Secrets(new Dictionary<string, string> { ["DB_URL"] = "db://secrets", ["DB_PASSWORD"] = "secrets" });
        var configuration = Configuration(
            ("Database:Url", "db://configuration"), ("Database:Password", "configuration"), ("Database:PoolSize", "20"), ("Database:Timeout", "2m"));

        var settings = SecretSettings.Load<DatabaseSettings>(new SettingsSources { Variables = Variables(("DB_URL", "db://variables")), Secrets = secrets, Configuration = configuration });

        Assert.Equal(new DatabaseSettings(new Uri("db://variables"), "secrets", 20, TimeSpan.FromMinutes(2)), settings);
    }

    [Fact]
    public void VariableAndPath_InTheConfiguration_AreDecidedByTheLaterLayer()
    {
        var byVariable = new ConfigurationBuilder().Add(Memory(("Database:PoolSize", "1"))).Add(Memory(("DB_POOL_SIZE", "2"))).Add(Memory(("DB_URL", "db://b"), ("DB_PASSWORD", "x"))).Build();
        var byPath = new ConfigurationBuilder().Add(Memory(("DB_POOL_SIZE", "2"))).Add(Memory(("Database:PoolSize", "1"))).Add(Memory(("DB_URL", "db://b"), ("DB_PASSWORD", "x"))).Build();

        Assert.Equal(2, From<DatabaseSettings>(byVariable).PoolSize);
        Assert.Equal(1, From<DatabaseSettings>(byPath).PoolSize);
    }

    [Fact]
    public void Null_InALaterLayer_HidesTheValueBelow()
    {
        var configuration = new ConfigurationBuilder().Add(Memory(("Database:Timeout", "1s"), ("DB_URL", "db://b"), ("DB_PASSWORD", "x"))).Add(Memory(("Database:Timeout", null))).Build();

        Assert.Null(From<DatabaseSettings>(configuration).Timeout);
    }

    [Fact]
    public void PartOfAConfiguration_IsASourceToo()
    {
        var configuration = Configuration(("Tenant:Database:Url", "db://b"), ("Tenant:DB_PASSWORD", "x"));

        Assert.Equal("x", From<DatabaseSettings>(configuration.GetSection("Tenant")).Password);
    }

    [Fact]
    public void AllMistakes_AreInOneException_WithNamesAndPlacesAndNoValue()
    {
        var exception = Assert.Throws<CacheConfigurationException>(() => SecretSettings.Load<DatabaseSettings>(new SettingsSources
        {
            Variables = Variables(("DB_POOL_SIZE", "4711s")),
            Secrets = new Secrets(new Dictionary<string, string> { ["DB_URL"] = "no url " + Password }),
            Configuration = Configuration(("Database:Timeout", "soon")),
        }));

        Assert.Equal(
            [
                "DatabaseSettings.Url: DB_URL in the secrets cannot be read: write an absolute URL, for example https://example.com/ or postgres://db.internal:5432/shop.",
                "DatabaseSettings.Password is missing. Set DB_PASSWORD in the environment variables, DB_PASSWORD in the secrets or Database:Password in the configuration (values in memory).",
                "DatabaseSettings.PoolSize: DB_POOL_SIZE in the environment variables cannot be read: write a whole number from -2147483648 to 2147483647, for example 10.",
                "DatabaseSettings.Timeout: Database:Timeout in values in memory cannot be read: write a duration, for example 500ms, 30s, 5m, 1h30m, 00:05:00 or a number of seconds.",
            ],
            exception.Problems);
        Assert.DoesNotContain(Password, exception.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("4711", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void JsonFile_IsNamedInMessages()
    {
        var folder = Directory.CreateTempSubdirectory("cachekit-settings").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "appsettings.json"), """{ "Database": { "Url": "db://b", "Password": "x", "PoolSize": 1000 } }""");
            var configuration = new ConfigurationBuilder().SetBasePath(folder).AddJsonFile("appsettings.json").Build();

            var exception = Assert.Throws<CacheConfigurationException>(() => From<DatabaseSettings>(configuration));

            Assert.Equal("DatabaseSettings.PoolSize: Database:PoolSize in appsettings.json is out of range: write 1 to 100.", Assert.Single(exception.Problems));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void EveryKind_IsReadFromText()
    {
        var settings = Load<AllKinds>(
            ("ALL_TEXT", " kept as it is "), ("ALL_HOST", "h"), ("ALL_IS_ON", "off"), ("ALL_SMALL", "255"), ("ALL_LARGE", "-9000000000"), ("ALL_PRICE", "9.99"), ("ALL_RATIO", "1e-3"),
            ("ALL_LEVEL", "LOUD"), ("ALL_WAIT", "1m30s"), ("ALL_FROM", "2030-01-31T08:00:00Z"), ("ALL_ID", "01234567-89ab-cdef-0123-456789abcdef"), ("ALL_WHERE", "3/4"),
            ("ALL_HOSTS", "a, b"), ("ALL_PORTS", "1,2"), ("ALL_URLS", "db://b,db://d"), ("ALL_LEVELS", "loud,quiet,loud"), ("ALL_LIMITS", "x=1, y = 2"), ("ALL_API_KEY", "k"), ("ALL_OTHER_NAME", "5"),
            ("ALL_IGNORED", "read"));

        Assert.Equal(" kept as it is ", settings.Text);
        Assert.Equal("h", settings.Host);
        Assert.False(settings.IsOn);
        Assert.Equal(255, settings.Small);
        Assert.Equal(-9000000000, settings.Large);
        Assert.Equal(9.99m, settings.Price);
        Assert.Equal(0.001, settings.Ratio);
        Assert.Equal(Level.Loud, settings.Level);
        Assert.Equal(TimeSpan.FromSeconds(90), settings.Wait);
        Assert.Equal(new DateTimeOffset(2030, 1, 31, 8, 0, 0, TimeSpan.Zero), settings.From);
        Assert.Equal(new Guid("01234567-89ab-cdef-0123-456789abcdef"), settings.Id);
        Assert.Equal(new Point(3, 4), settings.Where);
        Assert.Equal(["a", "b"], settings.Hosts);
        Assert.Equal([1, 2], settings.Ports);
        Assert.Equal([new Uri("db://b"), new Uri("db://d")], settings.Urls);
        Assert.Equal([Level.Quiet, Level.Loud], settings.Levels.Order());
        Assert.Equal(new Dictionary<string, int> { ["x"] = 1, ["y"] = 2 }, settings.Limits);
        Assert.Equal("k", settings.ApiKey);
        Assert.Equal(5, settings.Named);
        Assert.Equal("not read", settings.Ignored);
    }

    [Fact]
    public void Properties_KeepWhatTheirInitializersSay()
    {
        var settings = Load<AllKinds>(("ALL_TEXT", ""));

        Assert.Equal("", settings.Text);
        Assert.Equal("localhost", settings.Host);
        Assert.True(settings.IsOn);
        Assert.Equal(7, settings.Small);
        Assert.Equal(1.5m, settings.Price);
        Assert.Null(settings.Ratio);
        Assert.Equal([80], settings.Ports);
        Assert.Empty(settings.Hosts);
        Assert.Null(settings.ApiKey);
    }

    [Fact]
    public void RequiredProperties_MustHaveAValue_WhateverTheirTypesAllow()
    {
        var exception = Assert.Throws<CacheConfigurationException>(() => Load<NeededSettings>());
        var settings = Load<NeededSettings>(
            ("NEED_API_KEY", "k"), ("NEED_PORT", "80"), ("NEED_NAME", "n"), ("NEED_RATIO", "0.5"), ("NEED_DATABASE_URL", "db://b"), ("NEED_DATABASE_PASSWORD", "x"));

        Assert.Equal(
            ["NeededSettings.ApiKey", "NeededSettings.Port", "NeededSettings.Name", "NeededSettings.Ratio", "NeededSettings.Database.Url", "NeededSettings.Database.Password"],
            exception.Problems.Select(problem => problem[..problem.IndexOf(" is missing", StringComparison.Ordinal)]));
        Assert.Equal(("k", 80, "n", 0.5, "x", 3, 0), (settings.ApiKey, settings.Port, settings.Name, settings.Ratio, settings.Database?.Password, settings.Retries, settings.Size));
    }

    [Theory]
    [InlineData("NEED_API_KEY", "", "is empty: write a text")]
    [InlineData("NEED_RATIO", "", "NEED_RATIO in the environment variables is empty")]
    [InlineData("NEED_PORT", "0", "is out of range: write 1 to 65535")]
    public void RequiredProperty_ThatIsEmptyOrWrong_IsRefused(string variable, string text, string what)
    {
        var variables = new Dictionary<string, string>
        {
            ["NEED_API_KEY"] = "k", ["NEED_PORT"] = "80", ["NEED_NAME"] = "n", ["NEED_RATIO"] = "1", ["NEED_DATABASE_URL"] = "db://b", ["NEED_DATABASE_PASSWORD"] = "x", [variable] = text,
        };

        var exception = Assert.Throws<CacheConfigurationException>(() => Load<NeededSettings>([.. variables.Select(pair => (pair.Key, pair.Value))]));

        Assert.Contains(what, Assert.Single(exception.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void RequiredParameters_MustHaveAValue_UnlessTheirDefaultIsOne()
    {
        var exception = Assert.Throws<CacheConfigurationException>(() => Load<NeededRecord>());

        Assert.Equal(["NeededRecord.ApiKey", "NeededRecord.Port"], exception.Problems.Select(problem => problem[..problem.IndexOf(" is missing", StringComparison.Ordinal)]));
        Assert.Equal(new NeededRecord("k", 80, 3, null), Load<NeededRecord>(("NEED_API_KEY", "k"), ("NEED_PORT", "80")));
    }

    [Fact]
    public void RequiredPropertyOfAParameter_HasTheValueOfBoth()
    {
        var settings = Load<TwiceSettings>(("HOST", "db"));

        Assert.Equal(("db", 80), (settings.Host, settings.Port));
        Assert.Equal("TwiceSettings.Host is missing. Set HOST in the environment variables.", Assert.Single(Assert.Throws<CacheConfigurationException>(() => Load<TwiceSettings>()).Problems));
    }

    [Fact]
    public void PropertyThatCanOnlyBeWritten_IsWritten()
    {
        Assert.Equal(["n", "event 5"], Load<WriteOnlySettings>(("NAME", "n"), ("EVENT", "5")).Written());
        Assert.Empty(Load<WriteOnlySettings>().Written());
    }

    [Fact]
    public void Children_OfASection_AreLists()
    {
        var configuration = Configuration(
            ("All:Text", "t"), ("All:Hosts:0", "a"), ("All:Hosts:1", "b,c"), ("All:Limits:x", "1"), ("All:Limits:y", "2"), ("All:Renamed", "9"), ("All:Ports", ""));

        var settings = From<AllKinds>(configuration);

        Assert.Equal(["a", "b,c"], settings.Hosts);
        Assert.Equal(2, settings.Limits["y"]);
        Assert.Equal(9, settings.Named);
        Assert.Empty(settings.Ports);
    }

    [Theory]
    [InlineData("ALL_IS_ON", "maybe", "write true, 1, yes or on, or false, 0, no or off")]
    [InlineData("ALL_SMALL", "256", "write a whole number from 0 to 255")]
    [InlineData("ALL_SMALL", "1,0", "write a whole number")]
    [InlineData("ALL_PRICE", "1,000.5", "write a number, for example 0.5")]
    [InlineData("ALL_LEVEL", "1", "write one of Quiet, Loud")]
    [InlineData("ALL_LEVEL", "", "is empty: write one of Quiet, Loud")]
    [InlineData("ALL_WAIT", "5x", "write a duration")]
    [InlineData("ALL_WHERE", "7", "a text that Point reads")]
    [InlineData("ALL_PORTS", "1,b", "has a value, number 2, that cannot be read: write a whole number")]
    [InlineData("ALL_PORTS", "1,,2", "has a value, number 2, that is empty")]
    [InlineData("ALL_LIMITS", "a", "has a value, number 1, that is missing")]
    [InlineData("ALL_LIMITS", "a=1,a=2", "has the name of value number 2 twice")]
    [InlineData("ALL_URLS", "/a", "write an absolute URL")]
    public void WrongText_IsRefusedWithWhatToWrite(string variable, string text, string what)
    {
        var exception = Assert.Throws<CacheConfigurationException>(() => Load<AllKinds>(("ALL_TEXT", "t"), (variable, text)));

        var problem = Assert.Single(exception.Problems);
        Assert.Contains(variable + " in the environment variables", problem, StringComparison.Ordinal);
        Assert.Contains(what, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void EmptyText_IsNoValueWhereNullIsAllowed() => Assert.Null(Load<AllKinds>(("ALL_TEXT", "t"), ("ALL_RATIO", "")).Ratio);

    [Fact]
    public void NestedSettings_HaveTheNamesOfTheirMembersInFront()
    {
        var settings = Load<StoreSettings>(
            ("STORE_MAIN_URL", "db://main"), ("STORE_MAIN_PASSWORD", "m"), ("STORE_REPLICA_URL", "db://replica"), ("STORE_REPLICA_PASSWORD", "r"), ("DB_URL", "db://wrong"));

        Assert.Equal("db://main/", settings.Main.Url.ToString());
        Assert.Equal("r", settings.Replica!.Password);
    }

    [Fact]
    public void NestedSettingsThatMayBeMissing_AreMissing_WhenNothingOfThemIsThere() =>
        Assert.Null(From<StoreSettings>(Configuration(("Store:Main:Url", "db://main"), ("Store:Main:Password", "m"))).Replica);

    [Fact]
    public void NestedSettingsThatMayBeMissing_MustBeWhole_WhenOneOfThemIsThere()
    {
        var exception = Assert.Throws<CacheConfigurationException>(() => Load<StoreSettings>(("STORE_MAIN_URL", "db://main"), ("STORE_MAIN_PASSWORD", "m"), ("STORE_REPLICA_URL", "db://b")));

        Assert.Equal("StoreSettings.Replica.Password is missing. Set STORE_REPLICA_PASSWORD in the environment variables.", Assert.Single(exception.Problems));
    }

    [Fact]
    public void ToString_MasksSecretsOfAllForms()
    {
        var database = new DatabaseSettings(new Uri("postgres://shop:" + Password + "@db/shop"), Password, 5);
        var kinds = new AllKinds { Text = "visible", ApiKey = Password, Hosts = ["a", "b"] };

        Assert.Equal("DatabaseSettings { Url = postgres://********@db/shop, Password = ********, PoolSize = 5, Timeout =  }", database.ToString());
        Assert.StartsWith("AllKinds { Text = visible, Host = localhost, IsOn = True,", kinds.ToString(), StringComparison.Ordinal);
        Assert.Contains("Hosts = [a, b]", kinds.ToString(), StringComparison.Ordinal);
        Assert.Contains("ApiKey = ********", kinds.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Password, kinds.ToString(), StringComparison.Ordinal);
        Assert.Contains("Main = DatabaseSettings { Url = postgres://********@db/shop, Password = ********", new StoreSettings(database).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Password, $"{new StoreSettings(database)}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgres://shop:" + Password + "@db/shop", "postgres://********@db/shop")]
    [InlineData("postgres://shop:s3cr3t-/p4ss@db/shop", "postgres://********@db/shop")]
    [InlineData("redis://:" + Password + "@cache:6379", "redis://********@cache:6379")]
    [InlineData("jdbc:postgres://shop:" + Password + "@db and x@y", "jdbc:postgres://********@db and x@y")]
    [InlineData("https://example.com:8443/@scope/a", "https://example.com:8443/@scope/a")]
    [InlineData("https://[::1]/@scope", "https://[::1]/@scope")]
    [InlineData("ops@example.com", "ops@example.com")]
    [InlineData("x://", "x://")]
    public void UserAndPasswordOfAUrl_AreMaskedInTexts(string text, string shown) =>
        Assert.StartsWith($"AllKinds {{ Text = {shown}, Host", new AllKinds { Text = text }.ToString(), StringComparison.Ordinal);

    [Fact]
    public void Equality_SeesSecrets() =>
        Assert.NotEqual(new DatabaseSettings(new Uri("db://b"), "one"), new DatabaseSettings(new Uri("db://b"), "two"));

    [Fact]
    public void GeneratedLoad_ReadsTheEnvironment()
    {
        var exception = Assert.Throws<CacheConfigurationException>(() => DatabaseSettings.Load());
        var settings = DatabaseSettings.Load(new Secrets(new Dictionary<string, string> { ["DB_URL"] = "db://b", ["DB_PASSWORD"] = "x" }));

        Assert.Equal(2, exception.Problems.Count);
        Assert.Equal("x", settings.Password);
    }

    internal static IConfigurationRoot Configuration(params (string Key, string? Value)[] values) => new ConfigurationBuilder().Add(Memory(values)).Build();

    private static Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource Memory(params (string Key, string? Value)[] values) =>
        new() { InitialData = values.Select(value => KeyValuePair.Create(value.Key, value.Value)) };

    internal static T Load<T>(params (string Name, string Value)[] variables)
        where T : ISecretSettings<T> => SecretSettings.Load<T>(new SettingsSources { Variables = Variables(variables) });

    private static T From<T>(IConfiguration configuration)
        where T : ISecretSettings<T> => SecretSettings.Load<T>(new SettingsSources { Variables = null, Configuration = configuration });

    private static Func<string, string?> Variables(params (string Name, string Value)[] variables) =>
        variables.ToDictionary(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal).GetValueOrDefault;
}
