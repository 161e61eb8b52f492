using Azure.Data.Tables.Models;

namespace Azure.Data.Tables.Rules;

/// <summary>The refusals of the Table service: status, code and a message that names the place.</summary>
internal static class TableErrors
{
    internal const int BadRequest = 400;
    internal const int NotFound = 404;
    internal const int Conflict = 409;
    internal const int PreconditionFailed = 412;
    internal const int ContentTooLarge = 413;

    internal static RequestFailedException TableNotFound(string table) =>
        Make(NotFound, TableErrorCode.TableNotFound, $"The table '{table}' does not exist.");

    internal static RequestFailedException ResourceNotFound(string? partitionKey, string? rowKey) =>
        Make(NotFound, TableErrorCode.ResourceNotFound, $"The entity '{partitionKey}', '{rowKey}' does not exist.");

    internal static RequestFailedException EntityAlreadyExists(string? partitionKey, string? rowKey) =>
        Make(Conflict, TableErrorCode.EntityAlreadyExists, $"The entity '{partitionKey}', '{rowKey}' already exists.");

    internal static RequestFailedException ConditionNotSatisfied(string? partitionKey, string? rowKey) =>
        Make(PreconditionFailed, TableErrorCode.UpdateConditionNotSatisfied, $"The entity '{partitionKey}', '{rowKey}' was changed since its ETag was read.");

    internal static RequestFailedException BadInput(TableErrorCode code, string message) => Make(BadRequest, code, message);

    internal static RequestFailedException TransactionTooLarge(long bytes) =>
        Make(ContentTooLarge, "RequestBodyTooLarge", $"The transaction has {bytes} bytes; at most {TableLimits.TransactionBytesMax} are allowed.");

    internal static RequestFailedException At(this RequestFailedException error, int index)
    {
        error.Data[TableTransactionFailedException.FailedIndexKey] = index;
        return error;
    }

    private static RequestFailedException Make(int status, TableErrorCode code, string message) => new(status, message, code.ToString(), null);
}
