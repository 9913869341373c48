using System.Collections.Immutable;
using System.Globalization;
using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing;

/// <summary>Attributes that say something to those who use a member. Generated members that lead to the same code say it too.</summary>
internal static class UsageMarks
{
    private const string KeptName = "System.Diagnostics.CodeAnalysis.DynamicallyAccessedMembersAttribute";
    private const string KeptAttribute = "global::System.Diagnostics.CodeAnalysis.DynamicallyAccessedMembers";
    private const string KeptEnum = "global::System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes";

    private static readonly string[] Members =
    [
        KnownNames.Obsolete,
        "System.Diagnostics.CodeAnalysis.ExperimentalAttribute",
        "System.Runtime.Versioning.RequiresPreviewFeaturesAttribute",
        "System.Runtime.Versioning.SupportedOSPlatformAttribute",
        "System.Runtime.Versioning.UnsupportedOSPlatformAttribute",
    ];

    private static readonly string[] Calls =
    [
        "System.Diagnostics.CodeAnalysis.RequiresUnreferencedCodeAttribute",
        "System.Diagnostics.CodeAnalysis.RequiresDynamicCodeAttribute",
        "System.Diagnostics.CodeAnalysis.RequiresAssemblyFilesAttribute",
    ];

    /// <summary>What members and types say that stand for the method.</summary>
    public static EquatableArray<string> OfMembers(IMethodSymbol method) => Read(method, Members);

    /// <summary>What methods say that run the method: what trimming or compiling ahead of time would break.</summary>
    public static EquatableArray<string> OfCalls(ISymbol method) => Read(method, Calls);

    /// <summary>What trimming must keep of each type parameter; nothing where none says anything.</summary>
    public static EquatableArray<string> KeptMembers(IMethodSymbol method)
    {
        if (!SayAll(method.TypeParameters))
        {
            return default;
        }

        var kept = new List<string>();
        foreach (var parameter in method.TypeParameters)
        {
            var attribute = Find(parameter.GetAttributes());
            kept.Add(attribute?.ConstructorArguments is { Length: 1 } arguments && arguments[0].Value is int members
                ? $"[{KeptAttribute}(({KeptEnum}){members.ToString(CultureInfo.InvariantCulture)})] "
                : "");
        }

        return kept.ToEquatableArray();
    }

    /// <summary>Whether a member says of types what trimming must keep of them.</summary>
    public static bool KeepMembersOfTypes(ISymbol member)
    {
        if (Say(member.GetAttributes()))
        {
            return true;
        }

        if (member is IMethodSymbol method && (Say(method.GetReturnTypeAttributes()) || SayAll(method.TypeParameters)))
        {
            return true;
        }

        foreach (var parameter in member is IMethodSymbol { Parameters: var own } ? own : ImmutableArray<IParameterSymbol>.Empty)
        {
            if (Say(parameter.GetAttributes()))
            {
                return true;
            }
        }

        return member.ContainingType is { } type && SayAll(type.TypeParameters);
    }

    private static bool Say(ImmutableArray<AttributeData> attributes) => Find(attributes) is not null;

    private static bool SayAll(ImmutableArray<ITypeParameterSymbol> parameters)
    {
        foreach (var parameter in parameters)
        {
            if (Say(parameter.GetAttributes()))
            {
                return true;
            }
        }

        return false;
    }

    private static AttributeData? Find(ImmutableArray<AttributeData> attributes)
    {
        foreach (var attribute in attributes)
        {
            if (attribute.AttributeClass?.Is(KeptName) == true)
            {
                return attribute;
            }
        }

        return null;
    }

    private static EquatableArray<string> Read(ISymbol symbol, string[] names)
    {
        List<string>? marks = null;
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { } type && Array.Exists(names, type.Is))
            {
                (marks ??= []).Add(Write(type, attribute));
            }
        }

        return marks is null ? default : marks.ToEquatableArray();
    }

    private static string Write(INamedTypeSymbol type, AttributeData attribute)
    {
        var arguments = new List<string>();
        foreach (var argument in attribute.ConstructorArguments)
        {
            arguments.Add(Text(argument));
        }

        foreach (var argument in attribute.NamedArguments)
        {
            arguments.Add($"{argument.Key} = {Text(argument.Value)}");
        }

        return $"[{type.ToSource()}({string.Join(", ", arguments)})]";
    }

    // All of them take texts and yes or no.
    private static string Text(TypedConstant constant) => constant.Value is bool value ? Literals.Of(value) : Literals.Of(constant.Value as string);
}
