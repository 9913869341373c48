using Cachekit.Generators.Infrastructure;

namespace Cachekit.Generators.Models;

/// <summary>A partial method as its implementing part repeats it, and the uncached body it leads to.</summary>
/// <param name="Name">The name, not escaped.</param>
/// <param name="Order">A text that orders and tells apart all methods of a type.</param>
/// <param name="Modifiers">Accessibility and other modifiers, with a space at the end, without <c>partial</c>.</param>
/// <param name="ReturnType">The return type as written.</param>
/// <param name="Kind">What the return type is.</param>
/// <param name="ValueType">The type of the value inside, or an empty text.</param>
/// <param name="IsStatic">Whether it is static.</param>
/// <param name="Accessibility">The declared accessibility in C#.</param>
/// <param name="TypeParameters">The names of its type parameters.</param>
/// <param name="Constraints">Their <c>where</c> clauses.</param>
/// <param name="HeadConstraints">Those that the implementing part repeats: an override inherits the others.</param>
/// <param name="Parameters">All parameters in order.</param>
/// <param name="Body">The uncached body, or null when there is none to call.</param>
/// <param name="Attributes">The attributes that the implementing part may carry without doubling the user's.</param>
/// <param name="CanBeInternal">Whether every type in the signature can be named throughout the assembly.</param>
/// <param name="IsObsolete">Whether the user marked it as obsolete.</param>
internal sealed record SignatureModel(
    string Name,
    string Order,
    string Modifiers,
    string ReturnType,
    ReturnKind Kind,
    string ValueType,
    bool IsStatic,
    string Accessibility,
    EquatableArray<string> TypeParameters,
    EquatableArray<string> Constraints,
    EquatableArray<string> HeadConstraints,
    EquatableArray<ParameterModel> Parameters,
    BodyModel? Body,
    EquatableArray<string> Attributes,
    bool CanBeInternal,
    bool IsObsolete)
{
    /// <summary>Whether it is the implementing part of a partial method, and not a method of a generated type.</summary>
    public bool IsPartial { get; init; } = true;

    /// <summary>The interface whose member this implements by name, or null.</summary>
    public string? Implements { get; init; }

    /// <summary>The user's attributes that members and types repeat which stand for the method: that it is obsolete, experimental, for one platform.</summary>
    public EquatableArray<string> MemberMarks { get; init; }

    /// <summary>The user's attributes that methods repeat which run the method: that trimming or native code would break it.</summary>
    public EquatableArray<string> CallMarks { get; init; }

    /// <summary>What trimming must keep of each type parameter, in attributes with a space behind; nothing where none says anything.</summary>
    public EquatableArray<string> KeptMembers { get; init; }

    /// <summary>The documentation of the declaration, line by line, or nothing.</summary>
    public EquatableArray<string> Documentation { get; init; }

    /// <summary>Whether the user says how a debugger treats the method.</summary>
    public bool HasDebuggerAttribute { get; init; }

    /// <summary>The type parameters in angle brackets, or nothing.</summary>
    public string TypeParameterList => TypeParameters.Count == 0 ? "" : $"<{string.Join(", ", TypeParameters)}>";

    /// <summary>The same for a generated type or member that has type parameters of its own.</summary>
    public string TypeParameterHead
    {
        get
        {
            if (KeptMembers.Count == 0)
            {
                return TypeParameterList;
            }

            var declared = new List<string>();
            for (var i = 0; i < TypeParameters.Count; i++)
            {
                declared.Add(KeptMembers[i] + TypeParameters[i]);
            }

            return $"<{string.Join(", ", declared)}>";
        }
    }

    /// <summary>The constraints behind a head, with a leading space, or nothing.</summary>
    public string ConstraintList => Constraints.Count == 0 ? "" : " " + string.Join(" ", Constraints);

    /// <summary>The constraints behind the head of the implementing part, with a leading space, or nothing.</summary>
    public string HeadConstraintList => HeadConstraints.Count == 0 ? "" : " " + string.Join(" ", HeadConstraints);

    public bool IsUnsafe => Modifiers.IndexOf("unsafe ", StringComparison.Ordinal) >= 0;

    /// <summary>Whether the signature can only be written where code is unsafe.</summary>
    public bool HasPointers
    {
        get
        {
            var any = ReturnType.IndexOf('*') >= 0;
            foreach (var parameter in Parameters)
            {
                any |= parameter.Type.IndexOf('*') >= 0;
            }

            return any;
        }
    }
}
