using System.Globalization;
using Cachekit.Encryption;

namespace Cachekit.Configuration;

/// <summary>
/// Puts the keys of the options, of the configuration and of the environment together. A later one is read only where the earlier ones say nothing: an empty list of previous
/// keys is an answer. Whatever is wrong, nothing of a value gets into a problem.
/// </summary>
internal static class EncryptionSettingsResolver
{
    private const string OptionsName = "CachekitOptions.Encryption.";
    private const int UuidLength = 36;

    internal static EncryptionSettings Resolve(EncryptionOptions options, SettingsReader settings, ICollection<string> problems)
    {
        var failClosed = settings.Boolean(SettingNames.FailClosed);
        var builder = new KeyringBuilder(problems);
        AddCurrent(builder, options, settings);
        var previousSource = AddPrevious(builder, options, settings);
        return new EncryptionSettings
        {
            Keyring = builder.Build(previousSource),
            Tenant = ResolveTenant(options, settings, problems),
            FailClosed = options.FailClosed ?? failClosed,
        };
    }

    private static void AddCurrent(KeyringBuilder builder, EncryptionOptions options, SettingsReader settings)
    {
        if (options.RawMasterKey is { } raw)
        {
            builder.AddCurrent(raw, OptionsName + nameof(EncryptionOptions.UseRawMasterKey));
        }
        else if (options.MasterKey is { } text)
        {
            builder.AddCurrent(text, OptionsName + nameof(EncryptionOptions.MasterKey));
        }
        else if (settings.GetAsWritten(SettingNames.MasterKey) is { } found)
        {
            builder.AddCurrent(found.Text, found.Source);
        }
    }

    /// <returns>Where they come from.</returns>
    private static string AddPrevious(KeyringBuilder builder, EncryptionOptions options, SettingsReader settings)
    {
        const string Name = OptionsName + nameof(EncryptionOptions.PreviousMasterKeys);
        if (options.RawPreviousMasterKeys is { } raw)
        {
            foreach (var key in raw)
            {
                builder.AddPrevious(key);
            }

            return OptionsName + nameof(EncryptionOptions.UseRawPreviousMasterKeys);
        }

        if (options.PreviousMasterKeys is { } texts)
        {
            for (var i = 0; i < texts.Count; i++)
            {
                builder.AddPrevious(texts[i], string.Create(CultureInfo.InvariantCulture, $"{Name}[{i}]"));
            }

            return Name;
        }

        if (settings.Array(SettingNames.PreviousMasterKeys) is { } array)
        {
            foreach (var item in array)
            {
                builder.AddPrevious(item.Text, item.Source);
            }

            return settings.PathOf(SettingNames.PreviousMasterKeys);
        }

        if (settings.GetAsWritten(SettingNames.PreviousMasterKeys) is not { } found)
        {
            return VariableNames.PreviousMasterKeys;
        }

        var items = found.Text.Split(',');
        for (var i = 0; i < items.Length; i++)
        {
            if (items[i].Trim() is { Length: > 0 } item)
            {
                builder.AddPrevious(item, string.Create(CultureInfo.InvariantCulture, $"Item {i + 1} of {found.Source}"));
            }
        }

        return found.Source;
    }

    private static string ResolveTenant(EncryptionOptions options, SettingsReader settings, ICollection<string> problems)
    {
        if (options.Tenant is { } tenant)
        {
            return Checked(tenant, OptionsName + nameof(EncryptionOptions.Tenant), problems);
        }

        if (settings.GetAsWritten(SettingNames.Tenant) is { } configured)
        {
            return Checked(configured.Text, configured.Source, problems);
        }

        if (settings.GetAsWritten(SettingNames.DeploymentUuid) is not { } uuid)
        {
            return EntryCipher.DefaultTenant;
        }

        if (!IsUuid(uuid.Text))
        {
            problems.Add(
                $"{uuid.Source} is not a UUID: write 32 hexadecimal digits in five groups, as in 01234567-89ab-cdef-0123-456789abcdef, with nothing around them. "
                + "It is used exactly as written, so spell it alike everywhere.");
        }

        return uuid.Text;
    }

    private static string Checked(string tenant, string source, ICollection<string> problems)
    {
        if (Tenants.Problem(tenant, source) is { } problem)
        {
            problems.Add(problem);
        }

        return tenant;
    }

    // Guid.TryParse takes more than the one spelling, and every other one would be another tenant.
    private static bool IsUuid(string text)
    {
        if (text.Length != UuidLength)
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (i is 8 or 13 or 18 or 23 ? text[i] != '-' : !char.IsAsciiHexDigit(text[i]))
            {
                return false;
            }
        }

        return true;
    }
}
