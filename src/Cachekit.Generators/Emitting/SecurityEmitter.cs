using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;

namespace Cachekit.Generators.Emitting;

/// <summary>Writes what only secure methods have: their settings, and what makes them known before the first call.</summary>
internal static class SecurityEmitter
{
    private const string Registration = "__CachekitSecureMethods";

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

    /// <summary>Writes the module initializer, behind all namespaces: a type that is local to its file cannot be nested.</summary>
    /// <remarks>A method whose type has a runtime of its own is left out: whoever makes that runtime gives it a key.</remarks>
    public static void EmitRegistration(SourceWriter writer, ContainerModel container, List<CachedMethodModel> methods)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var method in methods)
        {
            var runtime = method.Signature.IsStatic ? container.StaticRuntimeExpression : container.RuntimeExpression;
            if (method.Plan!.Security is not null && runtime is null)
            {
                names.Add(method.Plan.KeyName);
            }
        }

        if (names.Count == 0)
        {
            return;
        }

        writer.Line();
        writer.Lines(GeneratedAttributes.Type);
        writer.Open($"file static class {Registration}");
        writer.Line("[global::System.Runtime.CompilerServices.ModuleInitializer]");
        writer.Open("internal static void Register()");
        foreach (var name in names)
        {
            writer.Line($"global::Cachekit.CompilerServices.SecureMethods.Register({Literals.Of(name)});");
        }

        writer.Close();
        writer.Close();
    }
}
