namespace Cachekit.Generators.Models.Values;

/// <summary>One stored member of an object.</summary>
/// <param name="Name">Its name.</param>
/// <param name="StoredName">Its name in the stored map.</param>
/// <param name="TypeName">Its type.</param>
/// <param name="Codec">The expression of its codec.</param>
/// <param name="Restore">How it gets its value back.</param>
/// <param name="Default">What it has when the stored value lacks it.</param>
internal sealed record ObjectMemberModel(string Name, string StoredName, string TypeName, string Codec, MemberRestore Restore, string Default);
