namespace Cachekit.Generators.Diagnostics;

/// <content>400 to 499: what is encrypted and for whom, and secrets where they must not be.</content>
internal static partial class DiagnosticIds
{
    public const string SecureWithoutCache = "CACHEKIT400";
    public const string TenantWithoutSecure = "CACHEKIT401";
    public const string TenantNotText = "CACHEKIT402";
    public const string SeveralTenants = "CACHEKIT403";
    public const string ConstantTenantAndMarked = "CACHEKIT404";
    public const string TenantAndIgnore = "CACHEKIT405";
    public const string InvalidTenant = "CACHEKIT406";
    public const string TenantOfOperation = "CACHEKIT407";
    public const string TenantNotReadable = "CACHEKIT408";
    public const string SecretNotEncrypted = "CACHEKIT409";
    public const string TenantNotMarked = "CACHEKIT410";

    public const string SecretInCode = "CACHEKIT420";
    public const string SecretLogged = "CACHEKIT421";
}
