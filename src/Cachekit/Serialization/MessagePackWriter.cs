using System.ComponentModel;

namespace Cachekit.Serialization;

/// <summary>Writes MessagePack.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct MessagePackWriter;
