using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Diagnostics.Bodies;

/// <summary>State that belongs to the caller's surroundings and not to the arguments.</summary>
/// <param name="What">What it is, for the message.</param>
/// <param name="Instead">What to write instead.</param>
internal sealed record AmbientState(string What, string Instead)
{
    private static readonly AmbientState Request = new(
        "which belongs to the request of one caller", "Pass what is needed of it as a parameter, for example the user's id, so that it is in the key");

    private static readonly AmbientState User = new("which is the user of one caller", "Pass the user's id as a parameter, so that it is in the key");

    private static readonly AmbientState Culture = new(
        "which is the culture of one caller", "Pass the culture's name as a parameter, or use CultureInfo.InvariantCulture");

    private static readonly AmbientState Clock = new(
        "which is the clock of one machine in its time zone",
        "Pass the day or the time as a parameter, or use DateTimeOffset.UtcNow where only the moment of the work matters");

    private static readonly AmbientState Zone = new("which is the time zone of one machine", "Pass the zone as a parameter, or name it with TimeZoneInfo.FindSystemTimeZoneById");

    private static readonly AmbientState Flow = new("which flows with one caller", "Pass the value as a parameter, so that it is in the key");

    private static readonly AmbientState Account = new("which is the account that one process runs under", "Pass it as a parameter, so that it is in the key");

    /// <summary>What a service says about who is asking.</summary>
    public static readonly AmbientState Accessor = new("which says who is asking", "Pass it as a parameter")
    {
        CanBeProperty = true,
    };

    private static readonly Dictionary<string, AmbientState> ByMember = new(StringComparer.Ordinal)
    {
        ["Microsoft.AspNetCore.Http.IHttpContextAccessor.HttpContext"] = Request,
        ["Microsoft.AspNetCore.Http.HttpContextAccessor.HttpContext"] = Request,
        ["System.Web.HttpContext.Current"] = Request,
        ["Microsoft.AspNetCore.Http.HttpContext.User"] = User,
        ["Microsoft.AspNetCore.Http.HttpContext.Request"] = Request,
        ["Microsoft.AspNetCore.Http.HttpContext.Session"] = Request,
        ["Microsoft.AspNetCore.Http.HttpContext.Items"] = Request,
        ["Microsoft.AspNetCore.Http.HttpContext.Connection"] = Request,
        ["Microsoft.AspNetCore.Http.HttpContext.Features"] = Request,
        ["Microsoft.AspNetCore.Http.HttpContext.TraceIdentifier"] = Request,
        ["Microsoft.AspNetCore.Mvc.ControllerBase.HttpContext"] = Request,
        ["Microsoft.AspNetCore.Mvc.ControllerBase.Request"] = Request,
        ["Microsoft.AspNetCore.Mvc.ControllerBase.RouteData"] = Request,
        ["Microsoft.AspNetCore.Mvc.ControllerBase.User"] = User,
        ["Microsoft.AspNetCore.Mvc.RazorPages.PageModel.HttpContext"] = Request,
        ["Microsoft.AspNetCore.Mvc.RazorPages.PageModel.Request"] = Request,
        ["Microsoft.AspNetCore.Mvc.RazorPages.PageModel.RouteData"] = Request,
        ["Microsoft.AspNetCore.Mvc.RazorPages.PageModel.User"] = User,
        ["Microsoft.AspNetCore.SignalR.Hub.Context"] = Request,
        ["Microsoft.AspNetCore.SignalR.HubCallerContext.User"] = User,
        ["Microsoft.AspNetCore.SignalR.HubCallerContext.UserIdentifier"] = User,
        ["Microsoft.AspNetCore.Components.Authorization.AuthenticationStateProvider.GetAuthenticationStateAsync"] = User,
        ["System.Security.Claims.ClaimsPrincipal.Current"] = User,
        ["System.Threading.Thread.CurrentPrincipal"] = User,
        ["System.Security.Principal.WindowsIdentity.GetCurrent"] = User,
        ["System.Globalization.CultureInfo.CurrentCulture"] = Culture,
        ["System.Globalization.CultureInfo.CurrentUICulture"] = Culture,
        ["System.Threading.Thread.CurrentCulture"] = Culture,
        ["System.Threading.Thread.CurrentUICulture"] = Culture,
        ["System.Globalization.RegionInfo.CurrentRegion"] = Culture,
        ["System.DateTime.Now"] = Clock,
        ["System.DateTime.Today"] = Clock,
        ["System.DateTimeOffset.Now"] = Clock,
        ["System.TimeProvider.GetLocalNow"] = Clock,
        ["System.TimeZoneInfo.Local"] = Zone,
        ["System.Threading.AsyncLocal`1.Value"] = Flow,
        ["System.Threading.ThreadLocal`1.Value"] = Flow,
        ["System.Environment.UserName"] = Account,
        ["System.Environment.UserDomainName"] = Account,
    };

    // Of a request these say nothing about its result.
    private static readonly string[] Harmless = ["RequestAborted", "RequestServices"];

    /// <summary>Whether a property of the instance can say it, so that the key can have it.</summary>
    private bool CanBeProperty { get; init; }

    /// <summary>What to write instead in a body.</summary>
    public string InsteadFor(BodyPlace place) => !CanBeProperty ? Instead : place switch
    {
        BodyPlace.Implementation => $"{Instead}, or let a property of the interface with [CacheKey] say it, or with [CacheTenant] where it is secure: [CacheKey] string TenantId {{ get; }}",
        BodyPlace.Itself => $"{Instead}, or read it in a property with [CacheKey], or with [CacheTenant] in a [Secure] type: [CacheKey] internal string TenantId => ...;",
        _ => $"{Instead}, or read it in a property with [CacheKey], or with [CacheTenant] in a [Secure] type: [CacheKey] private string TenantId => ...;",
    };

    /// <summary>What the member is, or null when it is none of those that are known by name.</summary>
    public static AmbientState? Of(ISymbol member)
    {
        if (member is IFieldSymbol field)
        {
            return field.IsStatic && field.HasAttribute("System.ThreadStaticAttribute") ? Flow : null;
        }

        if (member.ContainingType is not { } type)
        {
            return null;
        }

        return ByMember.TryGetValue($"{type.OriginalDefinition.ContainingNamespace?.ToDisplayString()}.{type.MetadataName}.{member.Name}", out var state) ? state : null;
    }

    /// <summary>Whether a member of a request may be read by everybody.</summary>
    public static bool IsHarmless(string member) => Array.IndexOf(Harmless, member) >= 0;

    /// <summary>Whether a type is a user with what is known about them.</summary>
    public static bool IsPrincipal(ITypeSymbol type)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (current.ContainingNamespace?.ToDisplayString() is "System.Security.Claims" or "System.Security.Principal"
                && current.Name is "ClaimsPrincipal" or "ClaimsIdentity" or "IPrincipal" or "IIdentity" or "GenericPrincipal" or "GenericIdentity")
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What every member of a type says, where the type is a user or a request.</summary>
    public static AmbientState? OfWhole(ITypeSymbol type) => IsPrincipal(type) ? User : type.Is("Microsoft.AspNetCore.Http.HttpRequest") ? Request : null;
}
