namespace Coder.Contracts;

/// <summary>An entry of the statement.</summary>
/// <param name="Number">1, 2, 3, … without gaps.</param>
/// <param name="Kind"><c>grant</c>, <c>hold</c>, <c>settle</c>, <c>release</c>, <c>expire</c>, <c>refund</c>, <c>reinstate</c>, <c>bill_overage</c> or <c>change_plan</c>.</param>
/// <param name="Subject">The run or the grant's source; null for the whole account.</param>
/// <param name="Credits">What was moved in all.</param>
/// <param name="Shortfall">Asked for and not there.</param>
/// <param name="Lent">What of it the plan's overage paid for.</param>
/// <param name="Available">Credits that runs could use after it.</param>
/// <param name="Held">Credits that runs held after it.</param>
public sealed record PostingView(
    long Number, string Id, string Kind, DateTimeOffset At, decimal Credits, decimal Shortfall, decimal Lent, decimal Available, decimal Held, IReadOnlyList<TransferView> Transfers, string? Subject = null);
