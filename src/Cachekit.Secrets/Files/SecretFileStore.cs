using Microsoft.Extensions.Configuration;

namespace Cachekit.Secrets;

/// <summary>A folder with a file per secret.</summary>
/// <param name="folder">The folder.</param>
/// <param name="options">How it is read.</param>
internal sealed class SecretFileStore(string folder, SecretFilesOptions options) : ISecretStore
{
    public string Name => $"secret files {folder}";

    public ValueTask<SecretStoreContent> ReadAsync(CancellationToken cancellationToken)
    {
        // The first read is on a thread of its own already, and those by the interval are few and small.
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in SecretFileReader.Read(folder, options, cancellationToken))
        {
            var name = Path.GetFileName(file.Path);
            var key = name.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal);
            if (!names.TryAdd(key, name))
            {
                throw new SecretsException(
                    SecretsErrorCode.InvalidInput,
                    $"The files '{names[key]}' and '{name}' in '{folder}' are one key, '{key}': configuration compares keys without case, and '__' is ':'. Take one out.");
            }

            values[key] = Value(file);
        }

        return ValueTask.FromResult(new SecretStoreContent(values));
    }

    private string Value(FileContent file)
    {
        if (file.TryText() is { } text && !text.Contains('\0', StringComparison.Ordinal))
        {
            return text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
        }

        return options.BinaryAsBase64
            ? Convert.ToBase64String(file.Bytes)
            : throw new SecretsException(
                SecretsErrorCode.InvalidInput,
                $"'{file.Path}' is no text in UTF-8. Set {nameof(SecretFilesOptions)}.{nameof(SecretFilesOptions.BinaryAsBase64)} to have such files as Base64, or mount it in another folder.");
    }
}
