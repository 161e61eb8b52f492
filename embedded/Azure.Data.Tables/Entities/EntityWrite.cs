using Azure.Data.Tables.Rules;

namespace Azure.Data.Tables.Entities;

/// <summary>One operation as a back end sees it.</summary>
/// <param name="IfMatch">Condition of updates and deletes, <see cref="ETag.All"/> for any; without meaning otherwise.</param>
internal sealed record EntityWrite(TableTransactionActionType Kind, EntityRow Row, ETag IfMatch)
{
    internal static EntityWrite From(TableTransactionAction action)
    {
        EntityRow row = action.ActionType == TableTransactionActionType.Delete
            ? Delete(action.Entity.PartitionKey, action.Entity.RowKey, default).Row
            : EntityMap.ToRow(action.Entity);
        return new EntityWrite(action.ActionType, row, AnyUnlessSet(action.ETag));
    }

    internal static EntityWrite Delete(string partitionKey, string rowKey, ETag ifMatch)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        return new EntityWrite(TableTransactionActionType.Delete, new EntityRow(partitionKey, rowKey, []), AnyUnlessSet(ifMatch));
    }

    internal void Check() => EntityRules.Check(Row);

    private static ETag AnyUnlessSet(ETag tag) => tag == default ? ETag.All : tag;
}
