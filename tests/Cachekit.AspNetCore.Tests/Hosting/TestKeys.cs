namespace Cachekit.AspNetCore.Tests;

/// <summary>API keys that open nothing but the servers of these tests.</summary>
internal static class TestKeys
{
    public const string Sdk = "ck_sdk_0123456789abcdef";
    public const string Api = "ck_api_0123456789abcdef";
    public const string Live = "ck_live_0123456789abcdef";

    /// <summary>Of another tenant.</summary>
    public const string Other = "ck_live_of-another-tenant";

    /// <summary>May use the namespace <c>orders</c> only.</summary>
    public const string Orders = "ck_live_orders-only";

    /// <summary>May use the namespaces <c>orders</c> and <c>default</c>.</summary>
    public const string OrdersAndDefault = "ck_live_orders-and-default";

    public const string Revoked = "ck_live_revoked";

    public static void AddTo(CachekitServerOptions options)
    {
        options.Keys.Add(new() { Key = Sdk, Tenant = "first" });
        options.Keys.Add(new() { Key = Api, Tenant = "first" });
        options.Keys.Add(new() { Key = Live, Tenant = "first" });
        options.Keys.Add(new() { Key = Other, Tenant = "second" });
        options.Keys.Add(new() { Key = Orders, Tenant = "first", Namespaces = ["orders"] });
        options.Keys.Add(new() { Key = OrdersAndDefault, Tenant = "first", Namespaces = ["orders", "default"] });
        options.Keys.Add(new() { Key = Revoked, Tenant = "first", Enabled = false });
    }
}
