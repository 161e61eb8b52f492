using System.Collections.Concurrent;
using Coder.Agents.Chat;
using Coder.Agents.Chat.Scripted;

namespace Coder.Testing.Models;

/// <summary>Ways to choose the answer to a request.</summary>
public static class ModelReplies
{
    /// <summary>One after the other; a request too many is refused with 400, so that a test sees it.</summary>
    public static Func<ModelRequest, ModelReply> Queue(params IEnumerable<ModelReply> replies)
    {
        var queue = new ConcurrentQueue<ModelReply>(replies);
        return _ => queue.TryDequeue(out ModelReply? reply) ? reply : new ModelReply.Error(400, "The test expected no further request.");
    }

    /// <summary>
    /// The turns of a script. The node is the one whose marker is in the request's text; the turn is one more than the assistant's messages; a first turn
    /// with a request id that was not seen before opens the node's next visit.
    /// </summary>
    /// <param name="markers">Node by a text that only its prompt or instructions hold.</param>
    public static Func<ModelRequest, ModelReply> From(Script script, IReadOnlyDictionary<string, string> markers)
    {
        var firstTurns = new Dictionary<string, List<string>>();
        return request =>
        {
            string node = markers.FirstOrDefault(marker => request.Raw.Contains(marker.Key, StringComparison.Ordinal)).Value ?? "";
            lock (firstTurns)
            {
                if (!firstTurns.TryGetValue(node, out List<string>? seen))
                    firstTurns[node] = seen = [];
                if (request.AssistantTurns == 0 && !seen.Contains(request.ClientRequestId))
                    seen.Add(request.ClientRequestId);
                return Select(script, new TurnCoordinates(node, Math.Max(1, seen.Count), request.AssistantTurns + 1, ""));
            }
        };
    }

    private static ModelReply Select(Script script, TurnCoordinates at)
    {
        try
        {
            return new ModelReply.Turn(script.Select(at));
        }
        catch (ModelException exhausted)
        {
            return new ModelReply.Error(400, exhausted.Message);
        }
    }
}
