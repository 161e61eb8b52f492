namespace Coder.Billing.Gateway;

/// <summary>Where customers come back to.</summary>
public sealed record ReturnUrls(Uri Success, Uri Cancel);
