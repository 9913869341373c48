using System.Globalization;

namespace Cachekit.Configuration;

/// <summary>Reads typed environment variables. A blank one counts as not set; a wrong one becomes a problem.</summary>
internal sealed class EnvironmentVariables(Func<string, string?> read, ICollection<string> problems)
{
    internal string? Get(string name) => read(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

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
