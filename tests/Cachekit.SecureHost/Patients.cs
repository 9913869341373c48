namespace Cachekit.SecureHost;

/// <summary>Secure methods of a type that holds no runtime, so that it uses the host's.</summary>
internal sealed partial class Patients(string ward)
{
    [CacheTenant]
    private readonly string _ward = ward;

    [Cache(Ttl = "1h"), Secure]
    public partial Task<string> FindAsync(int id);

    private Task<string> FindCoreAsync(int id) => Task.FromResult($"patient {id} of {_ward}");

    [Cache(Preset.Secure)]
    public static partial int Count<T>(T id)
        where T : struct;

    private static int CountCore<T>(T id)
        where T : struct => 42;
}
