namespace ApiDocs;

/// <summary>What the documentation says of one parameter.</summary>
public sealed record ParameterDoc(string Name, string Text);
