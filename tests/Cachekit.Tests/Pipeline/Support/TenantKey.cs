using Cachekit.CompilerServices;

namespace Cachekit.Tests.Pipeline.Support;

internal readonly record struct TenantKey(string? Tenant, int Id) : ICacheKey<TenantKey>, ITenantKey
{
    public static int Count => 2;

    public TenantKey Snapshot() => this;

    public void WriteTo(ref KeyWriter writer)
    {
        writer.Argument("tenant");
        writer.Write(Tenant);
        writer.Argument("id");
        writer.Write(Id);
    }
}
