using Cachekit.Generators.Infrastructure;

namespace Cachekit.Generators.Models;

/// <summary>A tag of entries, or one to invalidate.</summary>
/// <param name="Pieces">Its texts and values in order.</param>
internal sealed record TagModel(EquatableArray<TagPiece> Pieces)
{
    /// <summary>Whether it is the same text for all arguments.</summary>
    public bool IsConstant
    {
        get
        {
            var any = false;
            foreach (var piece in Pieces)
            {
                any |= piece.IsValue;
            }

            return !any;
        }
    }
}

/// <param name="IsValue">Whether it is a value, and not a text.</param>
/// <param name="Text">The text; or the expression of the value, where it is none of a key.</param>
/// <param name="KeyIndex">Which argument of the key the value is, or -1.</param>
internal sealed record TagPiece(bool IsValue, string Text, int KeyIndex = -1);
