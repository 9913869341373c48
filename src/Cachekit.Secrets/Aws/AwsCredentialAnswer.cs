namespace Cachekit.Secrets;

/// <summary>What a place has.</summary>
/// <param name="Credentials">Credentials, where there are some.</param>
/// <param name="Missing">What is missing there otherwise, for people.</param>
internal readonly record struct AwsCredentialAnswer(AwsCredentials? Credentials, string Missing)
{
    public static implicit operator AwsCredentialAnswer(AwsCredentials credentials) => new(credentials, "");

    public static AwsCredentialAnswer None(string missing) => new(null, missing);
}
