using System.Text;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;

namespace Cachekit.Generators.Emitting;

/// <summary>Gives each cached method of a type the name of its handle.</summary>
/// <remarks>
/// The name is the method's without <c>Async</c>. Where that is not enough, the shortest of these that tells all apart:
/// with <c>Async</c> (a type that has both forms), with the parameters' names (<c>GetUserById</c>), with their types too
/// (<c>GetUserByInt32Id</c>), with a number.
/// </remarks>
internal static class HandleNames
{
    private const string Async = "Async";

    // Names of members that every struct has, and of the struct that holds the handles.
    private static readonly string[] Reserved =
    [
        "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString",
        GeneratedNames.HandleType, GeneratedNames.StaticHandleType, "_owner",
    ];

    /// <summary>The handle's name of each method, in the order of the methods.</summary>
    public static string[] Assign(ContainerModel container, IReadOnlyList<CachedMethodModel> methods)
    {
        var names = new string[methods.Count];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = Bare(methods[i].Signature);
        }

        Widen(names, methods, static signature => signature.Name);
        Widen(names, methods, static signature => Bare(signature) + By(signature, withTypes: false));
        Widen(names, methods, static signature => signature.Name + By(signature, withTypes: false));
        Widen(names, methods, static signature => Bare(signature) + By(signature, withTypes: true));
        Widen(names, methods, static signature => signature.Name + By(signature, withTypes: true));
        var taken = new HashSet<string>(Reserved, StringComparer.Ordinal);
        taken.UnionWith(container.TypeParameters);
        taken.UnionWith(container.HandleLikeMembers);
        foreach (var method in methods)
        {
            taken.UnionWith(method.Signature.TypeParameters);
        }

        // Shorter names first: of 'Get' and 'GetHandle' the latter gets the number.
        var order = new List<int>();
        for (var i = 0; i < names.Length; i++)
        {
            order.Add(i);
        }

        order.Sort((x, y) => names[x].Length != names[y].Length ? names[x].Length.CompareTo(names[y].Length) : x.CompareTo(y));
        foreach (var i in order)
        {
            var name = names[i];
            for (var number = 2; !IsFree(names[i], taken); number++)
            {
                names[i] = name + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
            }

            taken.Add(names[i]);
            taken.Add(TypeOf(names[i]));
        }

        return names;
    }

    /// <summary>The handle's type.</summary>
    public static string TypeOf(string name) => name + "Handle";

    /// <summary>The private class with the key and the body.</summary>
    public static string PrivateTypeOf(string name) => name + "Method";

    private static bool IsFree(string name, HashSet<string> taken) =>
        !taken.Contains(name)
        && !taken.Contains(TypeOf(name))
        && !taken.Contains(PrivateTypeOf(name))
        && !taken.Contains(GeneratedNames.HandleProperty + name)
        && !taken.Contains(GeneratedNames.StaticHandleProperty + name);

    private static string Bare(SignatureModel signature) =>
        (signature.Kind.IsAsync() || signature.Kind == ReturnKind.Stream) && signature.Name.Length > Async.Length && signature.Name.EndsWith(Async, StringComparison.Ordinal)
            ? signature.Name.Substring(0, signature.Name.Length - Async.Length)
            : signature.Name;

    private static void Widen(string[] names, IReadOnlyList<CachedMethodModel> methods, Func<SignatureModel, string> name)
    {
        var count = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var known in names)
        {
            count[known] = count.TryGetValue(known, out var n) ? n + 1 : 1;
        }

        for (var i = 0; i < names.Length; i++)
        {
            if (count[names[i]] > 1)
            {
                names[i] = name(methods[i].Signature);
            }
        }
    }

    private static string By(SignatureModel signature, bool withTypes)
    {
        var text = new StringBuilder();
        foreach (var parameter in signature.Parameters)
        {
            // A parameter that is still being typed has no name.
            if (parameter.Role == ParameterRole.Key && parameter.PlainName.Length > 0)
            {
                text.Append(text.Length == 0 ? "By" : "And");
                text.Append(withTypes ? parameter.TypeLabel : "");
                text.Append(char.ToUpperInvariant(parameter.PlainName[0])).Append(parameter.PlainName.Substring(1));
            }
        }

        return text.ToString();
    }
}
