namespace Cachekit.Secrets.CompilerServices;

/// <summary>An absolute URL. Relative ones are every text, so they would hide each mistake.</summary>
internal sealed class UrlSetting : SettingType<Uri>
{
    internal override string Expected => "an absolute URL, for example https://example.com/ or postgres://db.internal:5432/shop";

    // To the class library paths and drives are absolute URLs of files.
    internal override bool TryParse(string text, out Uri value) =>
        Uri.TryCreate(text.Trim(), UriKind.Absolute, out value!) && text.AsSpan().TrimStart().StartsWith(value.Scheme + ":", StringComparison.OrdinalIgnoreCase);
}
