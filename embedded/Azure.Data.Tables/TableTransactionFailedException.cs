namespace Azure.Data.Tables;

/// <summary>A transaction was refused: nothing of it is stored.</summary>
public class TableTransactionFailedException : RequestFailedException
{
    internal const string FailedIndexKey = "FailedEntity";

    public TableTransactionFailedException(RequestFailedException requestFailedException)
        : base(requestFailedException.Status, requestFailedException.Message, requestFailedException.ErrorCode, requestFailedException)
    {
        FailedTransactionActionIndex = requestFailedException.Data[FailedIndexKey] as int?;
    }

    /// <summary>Zero-based place of the refused operation; null when the transaction as a whole was refused.</summary>
    public int? FailedTransactionActionIndex { get; }
}
