using System.Globalization;
using Cachekit.Encryption;

namespace Cachekit.Configuration;

/// <summary>
/// Puts the keys of the options and of the environment together. A variable is read only where the options say nothing: an empty list of previous
/// keys is an answer. Whatever is wrong, nothing of a value gets into a problem.
/// </summary>
internal static class EncryptionSettingsResolver
{
    private const string OptionsName = "CachekitOptions.Encryption.";
    private const int UuidLength = 36;

    internal static EncryptionSettings Resolve(EncryptionOptions options, EnvironmentVariables variables, ICollection<string> problems)
    {
        var failClosed = variables.Boolean(VariableNames.EncryptionFailClosed);
        var builder = new KeyringBuilder(problems);
        AddCurrent(builder, options, variables);
        var previousSource = AddPrevious(builder, options, variables);
        return new EncryptionSettings
        {
            Keyring = builder.Build(previousSource),
            Tenant = ResolveTenant(options, variables, problems),
            FailClosed = options.FailClosed ?? failClosed,
        };
    }

    private static void AddCurrent(KeyringBuilder builder, EncryptionOptions options, EnvironmentVariables variables)
    {
        if (options.RawMasterKey is { } raw)
        {
            builder.AddCurrent(raw, OptionsName + nameof(EncryptionOptions.UseRawMasterKey));
        }
        else if (options.MasterKey is { } text)
        {
            builder.AddCurrent(text, OptionsName + nameof(EncryptionOptions.MasterKey));
        }
        else if (variables.GetAsWritten(VariableNames.MasterKey) is { } variable)
        {
            builder.AddCurrent(variable, VariableNames.MasterKey);
        }
    }

    /// <returns>Where they come from.</returns>
    private static string AddPrevious(KeyringBuilder builder, EncryptionOptions options, EnvironmentVariables variables)
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

        var items = variables.GetAsWritten(VariableNames.PreviousMasterKeys)?.Split(',') ?? [];
        for (var i = 0; i < items.Length; i++)
        {
            if (items[i].Trim() is { Length: > 0 } item)
            {
                builder.AddPrevious(item, string.Create(CultureInfo.InvariantCulture, $"Item {i + 1} of {VariableNames.PreviousMasterKeys}"));
            }
        }

        return VariableNames.PreviousMasterKeys;
    }

    private static string ResolveTenant(EncryptionOptions options, EnvironmentVariables variables, ICollection<string> problems)
    {
        if (options.Tenant is { } tenant)
        {
            if (Tenants.Problem(tenant, OptionsName + nameof(EncryptionOptions.Tenant)) is { } problem)
            {
                problems.Add(problem);
            }

            return tenant;
        }

        if (variables.GetAsWritten(VariableNames.DeploymentUuid) is not { } uuid)
        {
            return EntryCipher.DefaultTenant;
        }

        if (!IsUuid(uuid))
        {
            problems.Add(
                $"{VariableNames.DeploymentUuid} is not a UUID: write 32 hexadecimal digits in five groups, as in 01234567-89ab-cdef-0123-456789abcdef, with nothing around them. "
                + "It is used exactly as written, so spell it alike everywhere.");
        }

        return uuid;
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
