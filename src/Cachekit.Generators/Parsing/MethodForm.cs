using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing;

/// <summary>How an annotated method gets an implementation that caches. All else about the method is the same in every form.</summary>
internal abstract class MethodForm
{
    /// <summary>The implementing part of a partial method.</summary>
    public static MethodForm Partial { get; } = new PartialMethodForm();

    /// <summary>Reads the signature and the type that gets the implementation.</summary>
    /// <param name="method">The method.</param>
    /// <param name="attribute">The attribute's name, for messages.</param>
    /// <param name="source">The name of the body when it is not the conventional one.</param>
    /// <param name="sourceLocation">Where that name is written.</param>
    /// <param name="report">Takes what is wrong.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The models, or null when no implementation can be written.</returns>
    public abstract (SignatureModel Signature, ContainerModel Container)? Parse(
        IMethodSymbol method, string attribute, string? source, Location? sourceLocation, Report report, CancellationToken cancellationToken);

    /// <summary>A text that orders and tells apart all methods of one generated file.</summary>
    public virtual string OrderOf(IMethodSymbol method) => SignatureParser.Order(method);

    /// <summary>How generated code names a member of the instance that is in the key.</summary>
    /// <param name="name">The member's name, escaped.</param>
    public virtual string MemberPath(string name) => name;

    /// <summary>A member of the user that leaves no room for the key and the body, or null.</summary>
    public virtual ISymbol? TakenMember(IMethodSymbol method) => TakenNames.PrivateMember(method.ContainingType);

    /// <summary>The type arguments with which the method's type is used, where they are not the type parameters of the container.</summary>
    public virtual EquatableArray<string>? TypeArgumentsOf(IMethodSymbol method) => null;
}
