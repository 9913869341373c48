using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Values;

/// <summary>Why a type is not data, and what to write instead.</summary>
internal sealed record NotDataReason(string What, string WayOut)
{
    private static readonly NotDataReason Delegate = new("code", "store the data that the delegate works on");
    private static readonly NotDataReason Pointer = new("a pointer", "copy what it points to into an array");
    private static readonly NotDataReason Stack = new("bound to the stack", "declare an array or ReadOnlyMemory<byte>");
    private static readonly NotDataReason Anonymous = new("anonymous", "declare a record");
    private static readonly NotDataReason Operation = new("an operation that is still running", "await it in the uncached method and return its result");
    private static readonly NotDataReason Deferred = new("a query that is not run yet", "run it in the uncached method and return the list of its results");
    private static readonly NotDataReason Handle = new("a handle to a live resource", "read what is needed from it in the uncached method and return that");
    private static readonly NotDataReason Stream = new("a stream, which is read once", "read it into a byte[] or string in the uncached method and return that");
    private static readonly NotDataReason Response = new("an answer that is still being read", "read its content in the uncached method and return that");
    private static readonly NotDataReason Answer = new("an answer to one request", "return the data, and let the caller make the answer from it");
    private static readonly NotDataReason Database = new("a connection to a database", "run the query in the uncached method and return the list of its results");
    private static readonly NotDataReason Table = new("a table with its schema and the history of its changes", "copy its rows into a list of records");
    private static readonly NotDataReason Metadata = new("a description of code", "return its name");
    private static readonly NotDataReason Failure = new("an exception", "throw it, since failures are never cached, or return a record that describes it");
    private static readonly NotDataReason Signal = new("a signal between running operations", "leave it out of the value");

    private static readonly Dictionary<string, NotDataReason> ByName = new(StringComparer.Ordinal)
    {
        ["System.Threading.Tasks.Task"] = Operation,
        ["System.Threading.Tasks.Task`1"] = Operation,
        ["System.Threading.Tasks.ValueTask"] = Operation,
        ["System.Threading.Tasks.ValueTask`1"] = Operation,
        ["System.Collections.Generic.IAsyncEnumerable`1"] = Deferred,
        ["System.Linq.IQueryable"] = Deferred,
        ["System.Linq.IQueryable`1"] = Deferred,
        ["System.Linq.IOrderedQueryable`1"] = Deferred,
        ["System.Lazy`1"] = new("a computation that may not have run yet", "return its value"),
        ["System.Linq.Expressions.Expression"] = new("code", "store the data that the expression works on"),
        ["System.Type"] = Metadata,
        ["System.Reflection.MemberInfo"] = Metadata,
        ["System.Reflection.Assembly"] = Metadata,
        ["System.Exception"] = Failure,
        ["System.Threading.CancellationToken"] = Signal,
        ["System.IO.Stream"] = Stream,
        ["System.IO.TextReader"] = Stream,
        ["System.IO.TextWriter"] = Stream,
        ["System.IO.Pipelines.PipeReader"] = Stream,
        ["System.Net.Http.HttpResponseMessage"] = Response,
        ["System.Net.Http.HttpContent"] = Response,
        ["Microsoft.AspNetCore.Mvc.IActionResult"] = Answer,
        ["Microsoft.AspNetCore.Mvc.ActionResult"] = Answer,
        ["Microsoft.AspNetCore.Mvc.ActionResult`1"] = Answer,
        ["Microsoft.AspNetCore.Http.IResult"] = Answer,
        ["Microsoft.EntityFrameworkCore.DbContext"] = Database,
        ["Microsoft.EntityFrameworkCore.DbSet`1"] = Deferred,
        ["System.Data.IDbConnection"] = Database,
        ["System.Data.Common.DbConnection"] = Database,
        ["System.Data.DataSet"] = Table,
        ["System.Data.DataTable"] = Table,
        ["System.Text.Json.JsonDocument"] = new("memory that is given back when it is disposed", "return its text, or a record of what is in it"),
        ["System.IDisposable"] = Handle,
        ["System.IAsyncDisposable"] = Handle,
    };

    /// <summary>The reason, or null for a type that may be data.</summary>
    public static NotDataReason? Of(ITypeSymbol type)
    {
        if (type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer)
        {
            return Pointer;
        }

        if (type is not INamedTypeSymbol named)
        {
            return null;
        }

        if (named.IsAnonymousType)
        {
            return Anonymous;
        }

        if (named.TypeKind == TypeKind.Delegate)
        {
            return Delegate;
        }

        if (named.IsRefLikeType)
        {
            return Stack;
        }

        for (var level = named; level is not null; level = level.BaseType)
        {
            if (ByName.TryGetValue(TypeNames.Metadata(level), out var reason))
            {
                return reason;
            }
        }

        // The more telling reasons first: much that is deferred is also disposable.
        NotDataReason? found = null;
        foreach (var implemented in named.AllInterfaces)
        {
            if (ByName.TryGetValue(TypeNames.Metadata(implemented), out var reason) && (found is null || found == Handle))
            {
                found = reason;
            }
        }

        return found;
    }
}
