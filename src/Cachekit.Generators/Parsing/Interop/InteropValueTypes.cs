using Cachekit.Generators.Parsing.Values;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Interop;

/// <summary>Which types that have a stored form have none that other SDKs read.</summary>
internal static class InteropValueTypes
{
    /// <summary>Why an array is refused.</summary>
    public const string Dimensions = "other SDKs know lists of one dimension only; declare an array of arrays";

    /// <summary>Why a type that says nothing of its content is refused.</summary>
    public const string Untyped = "it says nothing about its content; declare the type that it really has";

    /// <summary>Why an abstract type, an interface or a type with known subtypes is refused.</summary>
    public const string Subtypes = "other SDKs cannot tell its subtypes apart; declare one concrete type, with members that may be null where the subtypes differ";

    /// <summary>What is wrong with a type, and what to write instead; null when nothing is.</summary>
    public static string? Problem(INamedTypeSymbol type)
    {
        if (WellKnownTypes.Scalar(type) is { } scalar)
        {
            return scalar switch
            {
                "TimeSpan" => "other SDKs have no such value; store a number of seconds, or a text that all sides agree on",
                "Uri" or "Version" or "Rune" => "other SDKs have no such value; store its text as a string",
                "Index" or "Range" => "other SDKs have no such value; store its numbers",
                _ => null,
            };
        }

        if (WellKnownTypes.Collection(type) is not { } form)
        {
            return KnownSubtypes.Exist(type) ? Subtypes : null;
        }

        if (form.Factory == "KeyValuePair")
        {
            return "other SDKs have no such value; declare a tuple or a record";
        }

        if (form.Factory.IndexOf("Set", StringComparison.Ordinal) >= 0)
        {
            return "sets are no shared values; declare a list";
        }

        return type.TypeArguments.Length == 2 && type.TypeArguments[0] is not ({ SpecialType: SpecialType.System_String } or { TypeKind: TypeKind.Error })
            ? "the keys of a map are text in other SDKs; declare them as string"
            : null;
    }
}
