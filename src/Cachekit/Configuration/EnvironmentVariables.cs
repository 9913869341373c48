using System.Globalization;

namespace Cachekit.Configuration;

/// <summary>Reads typed environment variables. A blank one counts as not set; a wrong one becomes a problem.</summary>
internal sealed class EnvironmentVariables(Func<string, string?> read, ICollection<string> problems)
{
    internal string? Get(string name) => read(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    /// <summary>For values where white space matters: a secret with a line break at its end is another secret.</summary>
    internal string? GetAsWritten(string name) => read(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    /// <summary>Reads the spellings that the other SDKs read too.</summary>
    internal bool? Boolean(string name)
    {
        switch (Get(name)?.ToUpperInvariant())
        {
            case null:
                return null;
            case "TRUE" or "1" or "YES" or "ON" or "T" or "Y":
                return true;
            case "FALSE" or "0" or "NO" or "OFF" or "F" or "N":
                return false;
            default:
                problems.Add($"{name} is neither yes nor no: write true or false.");
                return null;
        }
    }

    internal int? Integer(string name, int least, int most)
    {
        if (Get(name) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        problems.Add(string.Create(CultureInfo.InvariantCulture, $"{name} is '{text}': write a whole number from {least} to {most}."));
        return null;
    }

    internal TimeSpan? Seconds(string name, TimeSpan longest)
    {
        if (Get(name) is not { } text)
        {
            return null;
        }

        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            && seconds > 0
            && seconds <= longest.TotalSeconds
            && TimeSpan.FromSeconds(seconds) is { Ticks: > 0 } span)
        {
            return span;
        }

        problems.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"{name} is '{text}': write a number of seconds, more than 0 and at most {longest.TotalSeconds:0}, for example 600."));
        return null;
    }

    internal long? PositiveInteger(string name)
    {
        if (Get(name) is not { } text)
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
        {
            return number;
        }

        problems.Add($"{name} is '{text}': write a whole number of bytes, more than 0, for example 104857600.");
        return null;
    }
}
