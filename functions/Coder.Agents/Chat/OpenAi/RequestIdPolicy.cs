using System.ClientModel.Primitives;
using Coder.Agents.Chat.Providers;

namespace Coder.Agents.Chat.OpenAi;

/// <summary>Puts one call's request id on its requests.</summary>
internal sealed class RequestIdPolicy(string requestId) : PipelinePolicy
{
    public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        RequestIdHeaders.AddTo(requestId, message.Request.Headers.Set);
        ProcessNext(message, pipeline, currentIndex);
    }

    public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        RequestIdHeaders.AddTo(requestId, message.Request.Headers.Set);
        return ProcessNextAsync(message, pipeline, currentIndex);
    }
}
