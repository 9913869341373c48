namespace ApiDocs;

/// <summary>What the documentation says of one member.</summary>
/// <param name="Id">The documentation id, for example <c>M:System.String.Join(System.String,System.String[])</c>.</param>
/// <param name="Library">The assembly it is documented in.</param>
/// <param name="Summary">The summary as plain text.</param>
/// <param name="Parameters">The documented parameters in order.</param>
/// <param name="Returns">What it returns, or null.</param>
public sealed record MemberDoc(string Id, string Library, string Summary, IReadOnlyList<ParameterDoc> Parameters, string? Returns);
