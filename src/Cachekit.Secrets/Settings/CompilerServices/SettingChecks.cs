using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Cachekit.Secrets.CompilerServices;

/// <summary>What validation attributes mean. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SettingChecks
{
    /// <summary><c>[Range]</c>.</summary>
    /// <param name="minimum">The smallest value.</param>
    /// <param name="maximum">The largest value.</param>
    /// <param name="isMinimumExclusive">Whether the smallest value is refused itself.</param>
    /// <param name="isMaximumExclusive">Whether the largest value is refused itself.</param>
    /// <typeparam name="T">The type.</typeparam>
    public static SettingCheck<T> Range<T>(T minimum, T maximum, bool isMinimumExclusive = false, bool isMaximumExclusive = false)
        where T : IComparable<T> => new(
            value => value.CompareTo(minimum) >= (isMinimumExclusive ? 1 : 0) && value.CompareTo(maximum) <= (isMaximumExclusive ? -1 : 0),
            $"is out of range: write {(isMinimumExclusive ? "more than " : "")}{Show(minimum)} to {(isMaximumExclusive ? "less than " : "")}{Show(maximum)}");

    /// <summary><c>[Required]</c>.</summary>
    public static SettingCheck<string> NotEmpty { get; } = new(static value => !string.IsNullOrWhiteSpace(value), "is empty: write a text");

    /// <summary><c>[RegularExpression]</c>: the whole text has to match. An empty text is accepted, as by the attribute.</summary>
    /// <param name="pattern">The expression.</param>
    /// <param name="timeoutInMilliseconds">How long matching may take; -1: as long as it does.</param>
    public static SettingCheck<string> Pattern(string pattern, int timeoutInMilliseconds)
    {
        var regex = new Regex(pattern, RegexOptions.None, timeoutInMilliseconds == -1 ? Regex.InfiniteMatchTimeout : TimeSpan.FromMilliseconds(timeoutInMilliseconds));
        return new(value => value.Length == 0 || Matches(regex, value), $"does not match the expression {pattern}: write a text that does");
    }

    /// <summary><c>[Url]</c>.</summary>
    public static SettingCheck<string> Url { get; } = new(static value => Uri.TryCreate(value, UriKind.Absolute, out var url) && IsWeb(url), "is no URL of the web: write one, for example https://example.com/");

    /// <summary><c>[Url]</c> at a <see cref="Uri"/>.</summary>
    public static SettingCheck<Uri> WebUrl { get; } = new(IsWeb, "is no URL of the web: write one that begins with https://, http:// or ftp://");

    /// <summary><c>[EmailAddress]</c>.</summary>
    public static SettingCheck<string> EMail { get; } = new(
        static value => value.IndexOf('@', StringComparison.Ordinal) is var at && at > 0 && at < value.Length - 1 && at == value.LastIndexOf('@') && value.IndexOfAny(['\r', '\n']) < 0,
        "is no address of e-mail: write one, for example ops@example.com");

    /// <summary><c>[Base64String]</c>.</summary>
    public static SettingCheck<string> Base64 { get; } = new(static value => System.Buffers.Text.Base64.IsValid(value), "is no Base64: write bytes in Base64, for example AQID");

    /// <summary><c>[StringLength]</c>, <c>[MinLength]</c>, <c>[MaxLength]</c>, <c>[Length]</c> at a text.</summary>
    /// <param name="minimum">The shortest length.</param>
    /// <param name="maximum">The longest length.</param>
    public static SettingCheck<string> Length(int minimum, int maximum) => new(value => value.Length >= minimum && value.Length <= maximum, $"has the wrong length: write {Between(minimum, maximum)} characters");

    /// <summary><c>[MinLength]</c>, <c>[MaxLength]</c>, <c>[Length]</c> at several values.</summary>
    /// <param name="minimum">The smallest number.</param>
    /// <param name="maximum">The largest number.</param>
    /// <typeparam name="T">The type.</typeparam>
    public static SettingCheck<T> Count<T>(int minimum, int maximum)
        where T : IEnumerable => new(
            value =>
            {
                var count = 0;
                foreach (var unused in value)
                {
                    count++;
                }

                return count >= minimum && count <= maximum;
            },
            $"has the wrong number of values: write {Between(minimum, maximum)}");

    /// <summary><c>[AllowedValues]</c>.</summary>
    /// <param name="values">The values.</param>
    /// <typeparam name="T">The type.</typeparam>
    public static SettingCheck<T> Allowed<T>(params T[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new(value => values.Contains(value), $"is not allowed: write one of {string.Join(", ", values.Select(value => Show(value)))}");
    }

    /// <summary><c>[DeniedValues]</c>.</summary>
    /// <param name="values">The values.</param>
    /// <typeparam name="T">The type.</typeparam>
    public static SettingCheck<T> Denied<T>(params T[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new(value => !values.Contains(value), "is one of the values that are not allowed: write another one");
    }

    private static bool Matches(Regex regex, string value)
    {
        try
        {
            // As the attribute does: the first match has to be the whole text.
            return regex.Match(value) is { Success: true, Index: 0 } match && match.Length == value.Length;
        }
        catch (RegexMatchTimeoutException)
        {
            // Its message repeats the value.
            return false;
        }
    }

    private static bool IsWeb(Uri url) => url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeFtp;

    private static string Between(int minimum, int maximum) =>
        maximum == int.MaxValue ? $"at least {minimum}" : minimum == 0 ? $"at most {maximum}" : minimum == maximum ? $"exactly {minimum}" : $"{minimum} to {maximum}";

    private static string Show<T>(T value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
