using System.Runtime.CompilerServices;
using Coder.Agents.Chat;
using Microsoft.Extensions.AI;

namespace Coder.Tests.Functions.Hosting;

/// <summary>The real clients, with a look at every turn before it is answered: a test may hold it up, or fail it.</summary>
internal sealed class ScriptedClients(IChatClients inner, Func<TurnCoordinates, CancellationToken, Task> onTurn) : IChatClients
{
    public IChatClient Create(ModelSpec spec) => new Client(inner.Create(spec), onTurn);

    private sealed class Client(IChatClient inner, Func<TurnCoordinates, CancellationToken, Task> onTurn) : DelegatingChatClient(inner)
    {
        public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await onTurn(TurnCoordinates.From(options), cancellationToken);
            await foreach (ChatResponseUpdate update in base.GetStreamingResponseAsync(messages, options, cancellationToken))
            {
                yield return update;
            }
        }
    }
}
