using Coder.Agents.Chat;
using Coder.Agents.Chat.Transcript;
using Coder.Agents.Chat.Turns;
using Coder.Agents.Tools;
using Coder.Testing;
using Microsoft.Extensions.AI;

namespace Coder.Tests.Agents.Chat;

/// <summary>One provider, real client against its double, for tests that hold for every provider.</summary>
internal static class ModelTurnFixture
{
    public static TurnRequest Request(IReadOnlyList<CommittedTurn>? turns = null, int turn = 1) => new()
    {
        Messages = Conversation.Build("You are a test.", "Do it.", turns ?? []),
        Tools = ToolCatalog.Declarations(["fs_cat", "fs_write"]),
        Node = "implement",
        Visit = 1,
        Turn = turn,
        ClientRequestId = $"run-1.implement.1.{turn}",
    };

    public static Task<TurnResult> RunAsync(IChatClient client, TurnRequest? request = null, IProgress<TextDelta>? deltas = null, TimeProvider? time = null) =>
        ModelTurn.RunAsync(client, request ?? Request(), deltas, time ?? new HastyTime(), TestContext.Current.CancellationToken);

    public static async Task<ModelException> FailureAsync(IChatClient client, TurnRequest? request = null, TimeProvider? time = null) =>
        await Assert.ThrowsAsync<ModelException>(() => RunAsync(client, request, time: time));
}
