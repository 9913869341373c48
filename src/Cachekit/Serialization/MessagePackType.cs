using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Cachekit.Serialization;

/// <summary>The kinds of items in MessagePack.</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "They are the names in the specification of MessagePack.")]
[EditorBrowsable(EditorBrowsableState.Never)]
public enum MessagePackType
{
    /// <summary>The byte that MessagePack never uses.</summary>
    Invalid = 0,

    /// <summary>Nothing.</summary>
    Nil,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>An integer of any width.</summary>
    Integer,

    /// <summary>A floating point number of 32 or 64 bits.</summary>
    Float,

    /// <summary>UTF-8 text.</summary>
    String,

    /// <summary>Bytes.</summary>
    Binary,

    /// <summary>A number of items.</summary>
    Array,

    /// <summary>A number of pairs of items.</summary>
    Map,

    /// <summary>Bytes with a type number, which nothing here writes.</summary>
    Extension,
}
