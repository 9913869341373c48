using System.Text;

namespace Cachekit.Secrets;

/// <summary>Reads the files of credentials.</summary>
internal static class CloudFiles
{
    /// <summary>No key file or token is nearly as large.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>Reads a file that nobody else may read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="allowWorldReadable">Whether everybody may read it.</param>
    /// <param name="optionName">The option that allows it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="SecretsException">It can be read by everybody, or cannot be read by this process.</exception>
    public static Task<string> ReadPrivateAsync(string path, bool allowWorldReadable, string optionName, CancellationToken cancellationToken) =>
        ReadAsync(path, () => new FileStream(SecretFileAccess.OpenPrivate(path, allowWorldReadable, optionName), FileAccess.Read), cancellationToken);

    /// <summary>Reads the file of a token, whose mode its platform chooses: Kubernetes projects tokens that all of a container can read.</summary>
    /// <exception cref="SecretsException">It cannot be read.</exception>
    public static async Task<string> ReadTokenAsync(string path, CancellationToken cancellationToken) =>
        (await ReadAsync(path, () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), cancellationToken).ConfigureAwait(false)).Trim();

    private static async Task<string> ReadAsync(string path, Func<FileStream> open, CancellationToken cancellationToken)
    {
        try
        {
            var stream = open();
            await using (stream.ConfigureAwait(false))
            {
                if (stream.Length > MaxBytes)
                {
                    throw new SecretsException(SecretsErrorCode.InvalidInput, $"'{path}' has {stream.Length} bytes, which no file of credentials has. Name the right file.");
                }

                using var reader = new StreamReader(stream, Encoding.UTF8);
                return await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var why = exception switch
            {
                FileNotFoundException or DirectoryNotFoundException => "it is not there",
                UnauthorizedAccessException => "this process may not read it",
                _ => exception.GetType().Name,
            };
            throw new SecretsException(SecretsErrorCode.MissingConfig, $"'{path}' could not be read: {why}.", exception);
        }
    }
}
