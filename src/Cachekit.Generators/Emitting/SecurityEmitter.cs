using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;

namespace Cachekit.Generators.Emitting;

/// <summary>Writes what only secure methods have.</summary>
internal static class SecurityEmitter
{
    /// <summary>Which argument of the key is the tenant, or -1.</summary>
    public static int TenantIn(CachePlan plan)
    {
        for (var i = 0; i < plan.KeySources.Count; i++)
        {
            if (plan.KeySources[i].Equals(plan.Security?.TenantSource))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Writes the settings into the definition of a method.</summary>
    public static void EmitSettings(SourceWriter writer, SecurityModel? security)
    {
        if (security is null)
        {
            return;
        }

        writer.Line("Secure = true,");
        if (security.Tenant is { } tenant)
        {
            writer.Line($"Tenant = {Literals.Of(tenant)},");
        }
    }
}
