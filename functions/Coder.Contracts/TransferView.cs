namespace Coder.Contracts;

/// <summary>Credits that moved from one account of the ledger to another.</summary>
public sealed record TransferView(string From, string To, decimal Credits);
