using System.Text;
using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;
using Cachekit.Generators.Parsing.Interop;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing;

/// <summary>Reads whether the entries of a cached method are encrypted, and for whom.</summary>
internal static class SecurityParser
{
    private const int LongestTenant = 1024;

    // Half of a surrogate pair has no bytes, and must not silently become a question mark that all such tenants share.
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the security of a cached method.</summary>
    /// <param name="method">The method.</param>
    /// <param name="cache">Its attribute.</param>
    /// <param name="report">Takes what is wrong.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <param name="security">How entries are encrypted, or null when they are not.</param>
    /// <returns>Whether nothing is wrong.</returns>
    public static bool TryParse(IMethodSymbol method, AttributeData cache, Report report, CancellationToken cancellationToken, out SecurityModel? security)
    {
        security = null;
        var isShared = InteropSettings.IsShared(cache, out _);
        if (!IsSecure(method, cache, cancellationToken))
        {
            return !isShared || TenantParser.IsOutsideOfOperation(method, TenantParser.Members(method), report);
        }

        var valid = TenantParser.TryParse(method, report, out var tenants);
        if (isShared)
        {
            valid &= TenantParser.IsOutsideOfOperation(method, tenants, report);
        }

        var (constant, owner) = ConstantTenant(method);
        if (constant is not null && ProblemOf(constant) is { } problem)
        {
            valid = false;
            if (owner is IMethodSymbol)
            {
                ReportTenant(method, method.FindAttribute(KnownNames.Secure)!, problem, report, cancellationToken);
            }
        }

        if (constant is not null && tenants.Count > 0)
        {
            report.Add(TenantParser.PlaceOf(tenants[0], method), DiagnosticIds.ConstantTenantAndMarked, method.ToMessage(), tenants[0].Name);
            valid = false;
        }

        if (valid)
        {
            security = new SecurityModel(
                constant, tenants.Count == 0 ? null : new KeySource(tenants[0].Name.EscapeIdentifier(), IsMember: tenants[0] is not IParameterSymbol));
        }

        return valid;
    }

    /// <summary>Whether the method, a type around it, or its preset says that its entries are encrypted.</summary>
    public static bool IsSecure(IMethodSymbol method, AttributeData cache, CancellationToken cancellationToken)
    {
        for (ISymbol? symbol = method; symbol is not null; symbol = symbol.ContainingType)
        {
            if (symbol.HasAttribute(KnownNames.Secure))
            {
                return true;
            }
        }

        return PolicyParser.IsSecure(method, cache, cancellationToken);
    }

    /// <summary>Reports a constant tenant of a type's attribute that cannot be one.</summary>
    public static void CheckTenant(INamedTypeSymbol type, AttributeData secure, Report report, CancellationToken cancellationToken)
    {
        if (secure.TryGet<string>("Tenant", out var tenant) && tenant is not null && ProblemOf(tenant) is { } problem)
        {
            ReportTenant(type, secure, problem, report, cancellationToken);
        }
    }

    /// <summary>The tenant that the nearest attribute names, and what has that attribute.</summary>
    private static (string? Tenant, ISymbol? Owner) ConstantTenant(IMethodSymbol method)
    {
        for (ISymbol? symbol = method; symbol is not null; symbol = symbol.ContainingType)
        {
            if (symbol.FindAttribute(KnownNames.Secure) is { } secure && secure.TryGet<string>("Tenant", out var tenant) && tenant is not null)
            {
                return (tenant, symbol);
            }
        }

        return (null, null);
    }

    private static void ReportTenant(ISymbol symbol, AttributeData secure, string problem, Report report, CancellationToken cancellationToken) => report.Add(
        AttributeSyntaxReader.LocationOf(secure, "Tenant", cancellationToken), DiagnosticIds.InvalidTenant, symbol.ToMessage(), problem);

    private static string? ProblemOf(string tenant)
    {
        try
        {
            return Utf8.GetByteCount(tenant) switch
            {
                0 => "is empty",
                > LongestTenant and var count => $"has {count} bytes of UTF-8",
                _ => null,
            };
        }
        catch (EncoderFallbackException)
        {
            return "has half of a surrogate pair, which no bytes stand for";
        }
    }
}
