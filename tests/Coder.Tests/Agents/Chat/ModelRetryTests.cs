using Coder.Agents.Chat;
using Coder.Agents.Chat.Turns;

namespace Coder.Tests.Agents.Chat;

public sealed class ModelRetryTests
{
    [Theory]
    [InlineData(ModelErrorCodes.Unavailable, true, 0, true)]
    [InlineData(ModelErrorCodes.Unavailable, true, ModelRetry.RetriesMax - 1, true)]
    [InlineData(ModelErrorCodes.Unavailable, true, ModelRetry.RetriesMax, false)]
    [InlineData(ModelErrorCodes.Unreachable, true, ModelRetry.UnreachableRetriesMax - 1, true)]
    [InlineData(ModelErrorCodes.Unreachable, true, ModelRetry.UnreachableRetriesMax, false)]
    [InlineData(ModelErrorCodes.Refused, false, 0, false)]
    public void IsRetried_Failure_ByTransienceAndCount(string code, bool transient, int done, bool retried) =>
        Assert.Equal(retried, ModelRetry.IsRetried(new ModelException(code, "x", transient), done));

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void IsRetried_RetryAfterAroundTheLimit_UpToIt(int secondsBeyond, bool retried)
    {
        TimeSpan wait = ModelRetry.RetryAfterMax + TimeSpan.FromSeconds(secondsBeyond);
        Assert.Equal(retried, ModelRetry.IsRetried(new ModelException(ModelErrorCodes.RateLimited, "x", transient: true, wait), 0));
    }
}
