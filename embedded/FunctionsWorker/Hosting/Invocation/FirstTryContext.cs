namespace Microsoft.Azure.Functions.Worker.Hosting.Invocation;

/// <summary>The embedded host has no retry policies of triggers: every invocation is the first.</summary>
internal sealed class FirstTryContext : RetryContext
{
    public override int RetryCount => 0;

    public override int MaxRetryCount => 0;
}
