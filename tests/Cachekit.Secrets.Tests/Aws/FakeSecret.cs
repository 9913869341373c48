namespace Cachekit.Secrets.Tests.Aws;

/// <summary>A secret of <see cref="FakeAws"/>: its values by version label.</summary>
internal sealed class FakeSecret(string name)
{
    public string Name => name;

    public string Arn { get; } = $"arn:aws:secretsmanager:eu-central-1:123456789012:secret:{name}-AbCdEf";

    public Dictionary<string, string> Texts { get; } = [];

    public byte[]? Binary { get; set; }

    public bool IsMarkedForDeletion { get; set; }

    /// <summary>The error that reading it gives.</summary>
    public string? Error { get; set; }
}
