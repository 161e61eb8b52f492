using Coder.Agents.Chat.Scripted;

namespace Coder.Testing.Models;

/// <summary>What a model server answers to one request.</summary>
public abstract record ModelReply
{
    private ModelReply()
    {
    }

    /// <summary>A whole turn.</summary>
    public sealed record Turn(ScriptTurn Script) : ModelReply;

    /// <summary>An error instead of an answer.</summary>
    /// <param name="RetryAfter">The header's value; null for none.</param>
    /// <param name="Type">The provider's word; null for the usual one of the status.</param>
    public sealed record Error(int Status, string Message, string? RetryAfter = null, string? Type = null) : ModelReply;

    /// <summary>The connection is reset after a part of the turn.</summary>
    public sealed record Reset(ScriptTurn Script, int EventsBefore) : ModelReply;

    /// <summary>The connection is closed in order, but before the end of the turn.</summary>
    public sealed record CutOff(ScriptTurn Script, int EventsBefore) : ModelReply;

    /// <summary>After a part of the turn nothing more comes, until the client gives up.</summary>
    public sealed record Stall(ScriptTurn Script, int EventsBefore) : ModelReply;

    /// <summary>After a part of the turn an error event comes (Anthropic) or an error object (OpenAI-compatible servers).</summary>
    public sealed record StreamError(ScriptTurn Script, int EventsBefore, string Type, string Message) : ModelReply;

    public static ModelReply Text(string text) => new Turn(new ScriptTurn(text, Usage: new ScriptUsage(10, 5)));
}
