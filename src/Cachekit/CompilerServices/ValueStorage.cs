using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Cachekit.CompilerServices;

/// <summary>What memory keeps of a value; the compiler proves which is safe.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "An object, as opposed to bytes, is what is meant.")]
public enum ValueStorage
{
    /// <summary>The encoded value; every call decodes a copy of its own. Right for every type.</summary>
    Bytes = 0,

    /// <summary>The object itself: its type is deeply immutable.</summary>
    Object = 1,

    /// <summary>A decoded copy: what the codec makes is deeply immutable, also where the body may return something else.</summary>
    ObjectCopy = 2,
}
