namespace Cachekit.Generators.Models.Values;

/// <summary>A codec of the runtime, for example <c>Codecs.List(Product)</c>.</summary>
/// <param name="Id">The name of the member.</param>
/// <param name="TypeName">The type.</param>
/// <param name="Expression">What makes the codec.</param>
/// <param name="IsShared">Whether the runtime holds the instance, so that there is nothing to keep.</param>
internal sealed record ComposedCodecModel(string Id, string TypeName, string Expression, bool IsShared) : CodecModel(Id, TypeName);
