using Cachekit.Generators.Parsing.TypedSettings;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Keys;

/// <summary>Why types that people pass to methods have no place in a key, each in its own words.</summary>
internal static class KeyRefusals
{
    private const string Service = "it is a service, not data; pass the values of it that matter";
    private const string Database = "it is a connection to a database, not data; pass the values of it that matter";
    private const string User = "it is a user with all that is known about them; pass the claims that matter, for example the user's id";
    private const string Request = "it is a request with all that belongs to it; pass the values of it that matter";
    private const string Stream = "a stream is consumed when it is read; pass its bytes, or the name of what it reads";
    private const string Signal = "it coordinates code that runs, and says nothing about the result";
    private const string Document = "one document has many texts; pass the text";
    private const string Result = "it is an answer, not a question";

    private static readonly Dictionary<string, string> ByName = new(StringComparer.Ordinal)
    {
        ["System.IO.Stream"] = Stream,
        ["System.IO.TextReader"] = Stream,
        ["System.IO.TextWriter"] = Stream,
        ["System.IO.Pipelines.PipeReader"] = Stream,
        ["Microsoft.AspNetCore.Http.IFormFile"] = Stream,
        ["System.Threading.Tasks.Task"] = "a task is no value yet; await it before the call",
        ["System.Threading.Tasks.Task`1"] = "a task is no value yet; await it before the call",
        ["System.Threading.Tasks.ValueTask"] = "a task is no value yet; await it before the call",
        ["System.Threading.Tasks.ValueTask`1"] = "a task is no value yet; await it before the call",
        ["System.Lazy`1"] = "it is a computation that may not have run yet; pass its value",
        ["System.Threading.CancellationToken"] = "a cancellation token inside another argument says nothing about the result; declare a parameter 'CancellationToken cancellationToken = default'",
        ["System.Threading.CancellationTokenSource"] = Signal,
        ["System.Threading.SemaphoreSlim"] = Signal,
        ["System.Threading.WaitHandle"] = Signal,
        ["System.Type"] = "a type names no value that other processes agree on; pass its name",
        ["System.Reflection.MemberInfo"] = "a type names no value that other processes agree on; pass its name",
        ["System.Linq.Expressions.Expression"] = "an expression is code, which has no equality by value; pass the values that it compares with",
        ["System.Linq.IQueryable"] = "a query has no value before it runs; pass its results or what it looks for",
        ["Microsoft.EntityFrameworkCore.DbSet`1"] = "a query has no value before it runs; pass its results or what it looks for",
        ["System.Xml.Linq.XObject"] = Document,
        ["System.Xml.XmlNode"] = Document,
        ["System.Text.Json.JsonDocument"] = Document,
        ["System.Text.Json.JsonElement"] = Document,
        ["System.Text.Json.Nodes.JsonNode"] = Document,
        ["System.Exception"] = "it has no equality by value",
        ["System.Delegate"] = "it has no equality by value",
        ["Microsoft.AspNetCore.Http.HttpContext"] = Request,
        ["Microsoft.AspNetCore.Http.HttpRequest"] = Request,
        ["Microsoft.AspNetCore.Http.HttpResponse"] = Result,
        ["Microsoft.AspNetCore.Http.IHttpContextAccessor"] = Request,
        ["Microsoft.AspNetCore.Http.ISession"] = Request,
        ["Microsoft.AspNetCore.Http.IHeaderDictionary"] = Request,
        ["Microsoft.AspNetCore.Http.IQueryCollection"] = Request,
        ["System.Web.HttpContext"] = Request,
        ["System.Net.Http.HttpRequestMessage"] = Request,
        ["System.Net.Http.HttpResponseMessage"] = Result,
        ["System.Security.Claims.ClaimsPrincipal"] = User,
        ["System.Security.Claims.ClaimsIdentity"] = User,
        ["System.Security.Principal.IPrincipal"] = User,
        ["System.Security.Principal.IIdentity"] = User,
        ["Microsoft.EntityFrameworkCore.DbContext"] = Database,
        ["System.Data.Entity.DbContext"] = Database,
        ["System.Data.Common.DbConnection"] = Database,
        ["System.Data.IDbConnection"] = Database,
        ["System.Data.Common.DbTransaction"] = Database,
        ["System.Data.IDbTransaction"] = Database,
        ["System.Data.Common.DbCommand"] = Database,
        ["System.Net.Http.HttpMessageInvoker"] = Service,
        ["System.IServiceProvider"] = Service,
        ["System.TimeProvider"] = Service,
        ["System.Globalization.CultureInfo"] = "two processes may know it with other settings; pass its name",
        ["System.TimeZoneInfo"] = "two processes may know it with other rules; pass its id",
    };

    // What namespaces of libraries have is there to be called.
    private static readonly string[] ServiceNamespaces = ["Microsoft.Extensions.", "Microsoft.AspNetCore.", "Microsoft.EntityFrameworkCore"];

    private static readonly string[] ServiceWords =
    [
        "SERVICE", "SERVICES", "REPOSITORY", "CLIENT", "FACTORY", "PROVIDER", "ACCESSOR", "MANAGER", "HANDLER", "LOGGER", "MEDIATOR", "CACHE", "STORE", "GATEWAY", "RESOLVER", "DISPATCHER", "PUBLISHER",
        "VALIDATOR", "MAPPER", "CONTEXT", "SENDER", "BUS", "WORK", "CLOCK", "SERIALIZER", "CONNECTION", "SESSION",
    ];

    /// <summary>Why a type has no place in a key whatever its members are; null for all others.</summary>
    public static string? Always(INamedTypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Delegate)
        {
            return "it is code, which cannot be compared by value; pass the data that it works with";
        }

        for (var current = type; current is not null; current = current.BaseType)
        {
            if (ByName.TryGetValue(KeyTypeNames.Of(current), out var reason))
            {
                return reason;
            }
        }

        return null;
    }

    /// <summary>Why an interface or an ordinary class looks like something that works; null when it may be data that lacks a declaration.</summary>
    public static string? AsService(INamedTypeSymbol type)
    {
        foreach (var implemented in type.AllInterfaces)
        {
            if (ByName.TryGetValue(KeyTypeNames.Of(implemented), out var reason))
            {
                return reason;
            }
        }

        // A class with the name of a service and nothing to call may be a person: a manager, a client.
        if (IsOfLibrary(type) || (HasServiceName(type) && (type.TypeKind == TypeKind.Interface || HasMethod(type))) || (type.TypeKind == TypeKind.Interface && HasOnlyMethods(type)))
        {
            return Service;
        }

        foreach (var implemented in type.AllInterfaces)
        {
            if ((HasServiceName(implemented) && !Values.WellKnownTypes.IsFramework(implemented)) || IsOfLibrary(implemented))
            {
                return Service;
            }

            if (KeyTypeNames.Of(implemented) is "System.IDisposable" or "System.IAsyncDisposable")
            {
                return "it is a handle to something that is open, not data";
            }
        }

        return null;
    }

    private static bool IsOfLibrary(INamedTypeSymbol type)
    {
        var name = KeyTypeNames.Of(type);
        foreach (var start in ServiceNamespaces)
        {
            if (name.StartsWith(start, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasServiceName(INamedTypeSymbol type)
    {
        var words = SettingNames.Upper(type.Name).Split('_');
        return words.Length > 1 && Array.IndexOf(ServiceWords, words[words.Length - 1]) >= 0;
    }

    private static bool HasMethod(INamedTypeSymbol type)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary, IsOverride: false, DeclaredAccessibility: Accessibility.Public or Accessibility.Internal })
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasOnlyMethods(INamedTypeSymbol type)
    {
        var any = false;
        foreach (var member in type.GetMembers())
        {
            if (member is IPropertySymbol)
            {
                return false;
            }

            any |= member is IMethodSymbol { MethodKind: MethodKind.Ordinary };
        }

        return any;
    }
}
