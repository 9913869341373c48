using System.ComponentModel;

namespace Cachekit.Serialization;

/// <summary>Reads MessagePack.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct MessagePackReader;
