using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;

namespace Cachekit.Generators.Emitting;

/// <summary>The handles behind one property: those of the instance methods, or those of the static ones.</summary>
/// <remarks>
/// The property is as accessible as the most accessible of its methods. A handle may not be more accessible than the types in its
/// signature: where those are private to the type, the handle hangs on a private property of its own.
/// </remarks>
internal sealed class HandleGroup
{
    private HandleGroup(bool isStatic, string property, string type, string accessibility)
    {
        IsStatic = isStatic;
        Property = property;
        Type = type;
        Accessibility = accessibility;
    }

    public bool IsStatic { get; }

    public string Property { get; }

    public string Type { get; }

    public string Accessibility { get; }

    public List<(CachedMethodModel Method, string Name, string Accessibility)> Shown { get; } = [];

    public List<(CachedMethodModel Method, string Name)> Hidden { get; } = [];

    public static IEnumerable<HandleGroup> Of(ContainerModel container, List<CachedMethodModel> methods, string[] names)
    {
        var anyInstance = methods.Exists(static method => !method.Signature.IsStatic);
        foreach (var isStatic in new[] { false, true })
        {
            if (!methods.Exists(method => method.Signature.IsStatic == isStatic))
            {
                continue;
            }

            var isSecond = isStatic && anyInstance;
            var group = new HandleGroup(
                isStatic,
                isSecond ? GeneratedNames.StaticHandleProperty : GeneratedNames.HandleProperty,
                isSecond ? GeneratedNames.StaticHandleType : GeneratedNames.HandleType,
                AccessibilityOf(container, methods, isStatic));
            for (var i = 0; i < methods.Count; i++)
            {
                var signature = methods[i].Signature;
                if (signature.IsStatic != isStatic)
                {
                    continue;
                }

                if (group.Accessibility == "private" || Normalize(container, signature.Accessibility) == group.Accessibility
                    || (group.Accessibility == "internal" && signature.Accessibility == "protected internal"))
                {
                    group.Shown.Add((methods[i], names[i], "public"));
                }
                else if (signature.CanBeInternal)
                {
                    group.Shown.Add((methods[i], names[i], "internal"));
                }
                else
                {
                    group.Hidden.Add((methods[i], names[i]));
                }
            }

            yield return group;
        }
    }

    private static string AccessibilityOf(ContainerModel container, List<CachedMethodModel> methods, bool isStatic)
    {
        bool anyPublic = false, anyInternal = false, onlyProtected = true;
        foreach (var method in methods)
        {
            if (method.Signature.IsStatic == isStatic)
            {
                var accessibility = Normalize(container, method.Signature.Accessibility);
                anyPublic |= accessibility == "public";
                anyInternal |= accessibility is "internal" or "protected internal";
                onlyProtected &= accessibility == "protected";
            }
        }

        return anyPublic ? "public" : anyInternal ? "internal" : onlyProtected ? "protected" : "private";
    }

    // A type that nobody derives from gets no protected members: the compiler warns of them.
    private static string Normalize(ContainerModel container, string accessibility) => accessibility switch
    {
        "protected" or "private protected" when container.IsSealed => "private",
        "protected internal" when container.IsSealed => "internal",
        _ => accessibility,
    };
}
