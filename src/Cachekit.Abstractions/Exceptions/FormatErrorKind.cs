namespace Cachekit;

/// <summary>Which rule of a stored format the bytes break.</summary>
public enum FormatErrorKind
{
    /// <summary>Not classified.</summary>
    Unknown = 0,

    /// <summary>The bytes themselves, or the compressed data in them, are more than 536,870,912.</summary>
    TooLarge = 1,

    /// <summary>The headers claim more than there is, nest too deep, or the document is not complete; found before anything was allocated.</summary>
    DecodeBounds = 2,

    /// <summary>The parts are not the ones that the format has, or not of the types it has them in.</summary>
    Structure = 3,

    /// <summary>The original size is more than 536,870,912 bytes.</summary>
    OriginalSize = 4,

    /// <summary>There is no compressed data.</summary>
    EmptyData = 5,

    /// <summary>The original size is more than 1,000 times the compressed one.</summary>
    Ratio = 6,

    /// <summary>The compressed data is damaged, or decompresses to another length than the original size.</summary>
    Compression = 7,

    /// <summary>The checksum is another one than that of the data.</summary>
    Checksum = 8,

    /// <summary>The container does not begin with its mark, or says a method that is not registered.</summary>
    Container = 9,

    /// <summary>The content of a MessagePack document is not what it may be: a text that is not UTF-8, a value of a wrong type.</summary>
    Document = 10,
}
