using Cachekit.Generators.Tests.Infrastructure;

namespace Cachekit.Generators.Tests.TypedSettings;

/// <summary>What is generated for settings, whole.</summary>
public sealed class SettingsSnapshotTests
{
    [Fact]
    public void Settings_Record() => Verify("""
        using System;
        using System.ComponentModel.DataAnnotations;
        using Cachekit.Secrets;

        namespace Shop;

        [SecretSettings(Prefix = "DB_", Section = "Database")]
        public partial record DatabaseSettings(Uri Url, [Secret] string Password, [Range(1, 100)] int PoolSize = 10, TimeSpan? Timeout = null);
        """);

    [Fact]
    public void Settings_ClassWithProperties() => Verify("""
        using System;
        using System.Collections.Generic;
        using System.ComponentModel.DataAnnotations;
        using Cachekit.Secrets;

        namespace Shop;

        internal static partial class Outer
        {
            [SecretSettings]
            internal sealed partial class MailSettings
            {
                public required string Host { get; init; }

                [AllowedValues(25, 587)]
                public int Port { get; init; } = 587;

                public IReadOnlyList<string> Recipients { get; set; } = [];

                [Secret, StringLength(64, MinimumLength = 8)]
                public string? Password { get; init; }

                [Setting(Name = "Spare", Variable = "BACKUP")]
                public MailSettings.Server? Second { get; init; }

                partial void Validate(SettingsProblems problems)
                {
                }

                [SecretSettings]
                public readonly partial record struct Server(string Host, DayOfWeek Day = DayOfWeek.Monday);
            }
        }
        """, "Shop.Outer+MailSettings.Settings.g.cs");

    private static void Verify(string source, string? file = null, [System.Runtime.CompilerServices.CallerMemberName] string name = "")
    {
        var outcome = TestCompilation.Generate(source);

        outcome.AssertCompiles();
        var (key, text) = file is null ? Assert.Single(outcome.Files) : KeyValuePair.Create(file, outcome.Files[file]);
        Snapshot.Match($"// {key}\n{text}", name);
    }
}
