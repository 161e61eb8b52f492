using Azure;
using Azure.Data.Tables;
using Coder.Storage;

namespace Coder.Accounts;

/// <summary>An account as stored: its own partition, row <c>account</c>.</summary>
internal sealed class AccountRow : ITableEntity
{
    internal const string Row = "account";

    public string PartitionKey { get; set; } = string.Empty;

    public string RowKey { get; set; } = string.Empty;

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string Id { get; set; } = string.Empty;

    public string Plan { get; set; } = string.Empty;

    public int Seats { get; set; }

    public string? StripeCustomer { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    internal static string Partition(AccountId account) => TableKey.Encode(account.Value);

    internal static AccountRow Of(Account account) => new()
    {
        PartitionKey = Partition(account.Id),
        RowKey = Row,
        Id = account.Id.Value,
        Plan = account.Plan,
        Seats = account.Seats,
        StripeCustomer = account.StripeCustomer,
        CreatedAt = account.CreatedAt,
    };

    internal Account ToAccount() => new(new AccountId(Id), Plan, Seats, StripeCustomer, CreatedAt);
}
