using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Coder.Agents.Chat.Turns;

/// <summary>Asks a model for one turn.</summary>
public static class ModelTurn
{
    /// <summary>Calls the model until it answers or the retries are used up.</summary>
    /// <exception cref="ModelException">The last failure; <see cref="ModelException.Transient"/> tells whether waiting longer could help.</exception>
    public static async Task<TurnResult> RunAsync(
        IChatClient client, TurnRequest request, IProgress<TextDelta>? textDelta, TimeProvider time, CancellationToken cancellation)
    {
        ChatOptions options = Options(request);
        int attempts = 0;
        return await ModelRetry.Pipeline(time).ExecuteAsync(
            async token =>
            {
                var coalescer = new DeltaCoalescer(textDelta, ++attempts, time);
                ChatResponse response = await AttemptAsync(client, request, options, coalescer, time, token);
                return Result(request, response, attempts);
            },
            cancellation);
    }

    private static async Task<ChatResponse> AttemptAsync(
        IChatClient client, TurnRequest request, ChatOptions options, DeltaCoalescer coalescer, TimeProvider time, CancellationToken cancellation)
    {
        var updates = new List<ChatResponseUpdate>();
        using var silence = new CancellationTokenSource(request.SilenceMax, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellation);
        try
        {
            await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync(request.Messages, options, either.Token))
            {
                silence.CancelAfter(request.SilenceMax);
                updates.Add(update);
                coalescer.Add(update.Text);
            }
        }
        catch (Exception failure) when (silence.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new ModelException(
                ModelErrorCodes.Timeout, $"The model sent nothing for {request.SilenceMax.TotalSeconds:0} s.", transient: true, inner: failure);
        }
        catch (ModelException failure) when (cancellation.IsCancellationRequested)
        {
            // Adapters cannot tell a caller's cancellation from a broken connection.
            throw new OperationCanceledException(failure.Message, failure, cancellation);
        }

        coalescer.Flush();
        return updates.ToChatResponse();
    }

    private static ChatOptions Options(TurnRequest request)
    {
        var options = new ChatOptions
        {
            MaxOutputTokens = request.MaxOutputTokens,
            Temperature = request.Temperature,
            TopP = request.TopP,
            Tools = [.. request.Tools],
            Reasoning = Reasoning(request.ReasoningEffort),
        };
        new TurnCoordinates(request.Node, request.Visit, request.Turn, request.ClientRequestId).WriteTo(options);
        return options;
    }

    private static ReasoningOptions? Reasoning(string? effort) => effort is null
        ? null
        : Enum.TryParse(effort, ignoreCase: true, out ReasoningEffort known)
            ? new ReasoningOptions { Effort = known }
            : throw new ModelException(
                ModelErrorCodes.InvalidModelSettings,
                $"reasoning_effort '{effort}' is unknown. Known: {string.Join(", ", Enum.GetNames<ReasoningEffort>()).ToLowerInvariant()}.");

    private static TurnResult Result(TurnRequest request, ChatResponse response, int attempts)
    {
        string text = response.Text;
        List<ToolCall> calls = [.. response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().Select(Call)];
        return new TurnResult(
            text,
            calls,
            Usage(request, response, text, calls),
            response.FinishReason?.Value ?? (calls.Count > 0 ? TurnFinish.ToolCalls : TurnFinish.Stop),
            attempts,
            response.ModelId ?? "");
    }

    private static ToolCall Call(FunctionCallContent call) => new(
        call.CallId,
        call.Name,
        call.RawRepresentation as string ?? JsonSerializer.Serialize(call.Arguments ?? new Dictionary<string, object?>()));

    private static TurnUsage Usage(TurnRequest request, ChatResponse response, string text, List<ToolCall> calls)
    {
        if (response.Usage is { InputTokenCount: { } input, OutputTokenCount: { } output } reported)
            return new TurnUsage(input, reported.CachedInputTokenCount ?? 0, output, Estimated: false);

        return new TurnUsage(
            TokenEstimate.Of(request.Messages.SelectMany(InputParts).Concat(request.Tools.OfType<AIFunctionDeclaration>().Select(Declaration))),
            0,
            TokenEstimate.Of([text, .. calls.Select(call => call.Name + call.ArgumentsJson)]),
            Estimated: true);
    }

    private static string Declaration(AIFunctionDeclaration tool) => tool.Name + tool.Description + tool.JsonSchema.GetRawText();

    private static IEnumerable<string> InputParts(ChatMessage message) => message.Contents.Select(content => content switch
    {
        TextContent part => part.Text,
        FunctionCallContent call => call.Name + call.RawRepresentation,
        FunctionResultContent result => result.Result as string ?? "",
        _ => "",
    });
}
