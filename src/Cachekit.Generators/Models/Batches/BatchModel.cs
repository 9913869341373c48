namespace Cachekit.Generators.Models.Batches;

/// <summary>What makes a cached method one of many ids.</summary>
/// <param name="Ids">The parameter with the ids, escaped.</param>
/// <param name="IdsType">Its type as generated code writes it.</param>
/// <param name="IdsForm">What the body takes.</param>
/// <param name="IdSource">The name by which the key's sources call the id: of the shared method's parameter, or of the list.</param>
/// <param name="IdType">The type of one id.</param>
/// <param name="ResultForm">What the method returns.</param>
/// <param name="ItemType">The type of one value as the result has it.</param>
/// <param name="HasAllIds">Whether a dictionary has ids without a value too.</param>
/// <param name="RemembersAbsent">Whether an id without a value is an entry with null.</param>
/// <param name="SharesWith">The <see cref="SignatureModel.Order"/> of the method whose entries these are, or null.</param>
internal sealed record BatchModel(
    string Ids,
    string IdsType,
    BatchIdsForm IdsForm,
    string IdSource,
    string IdType,
    BatchResultForm ResultForm,
    string ItemType,
    bool HasAllIds,
    bool RemembersAbsent,
    string? SharesWith);
