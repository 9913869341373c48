using Cachekit;

namespace Shop;

public sealed record Patient(Guid Id, string Name);

public sealed record Ward(int Id, string Name);

// <readme-secure>
public sealed partial class Clinic(CachekitRuntime runtime)
{
    [Cache, Secure]                                      // the backend and the memory hold ciphertext only
    public partial Task<Patient> GetPatientAsync(Guid id);

    [Cache(Interop = "get_ward", Namespace = "clinic")]  // programs in Python, Rust and TypeScript use the same entries
    public partial Task<Ward> GetWardAsync(int id);
// </readme-secure>

    private static Task<Patient> GetPatientCoreAsync(Guid id) => Task.FromResult(new Patient(id, "Ann"));

    private static Task<Ward> GetWardCoreAsync(int id) => Task.FromResult(new Ward(id, "North"));
}
