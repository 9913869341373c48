using Cachekit.Generators.Infrastructure;

namespace Cachekit.Generators.Models.Values;

/// <summary>The codec of a record, class or struct: a map of its members by name.</summary>
/// <param name="Id">The name of the member.</param>
/// <param name="TypeName">The type.</param>
/// <param name="IsReference">Whether it can be null.</param>
/// <param name="RequiresExactType">Whether an object may be of a derived class, which would come back as less than it was.</param>
/// <param name="IsShared">Whether other SDKs write the map too: then it may have keys that are no text.</param>
/// <param name="Members">The stored members, in the order in which they are written.</param>
/// <param name="Arguments">What the constructor is called with.</param>
/// <param name="Unstored">Required members that are left out of the storage and still must be assigned.</param>
internal sealed record ObjectCodecModel(
    string Id,
    string TypeName,
    bool IsReference,
    bool RequiresExactType,
    bool IsShared,
    EquatableArray<ObjectMemberModel> Members,
    EquatableArray<ConstructorArgumentModel> Arguments,
    EquatableArray<UnstoredMemberModel> Unstored)
    : CodecModel(Id, TypeName);
