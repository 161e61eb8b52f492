using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using Coder.Agents.Chat;
using Microsoft.Extensions.AI;

namespace Coder.Tests.Functions.Injection;

/// <summary>
/// A model that does whatever any text tells it, as soon as it has read it, and says all it has read in its answer. It first looks around as
/// an agent would, so that the texts reach it by their own channels.
/// </summary>
internal sealed class ObedientModel(Trap trap, IReadOnlyList<InjectionText> texts) : IChatClients, IChatClient
{
    private readonly ConcurrentDictionary<int, InjectionText> _obeyed = new();
    private readonly StringBuilder _read = new();
    private int _calls;

    public IReadOnlyCollection<InjectionText> Obeyed => [.. _obeyed.Values];

    /// <summary>All it was ever shown: prompts and results of tools.</summary>
    public string Read => _read.ToString();

    public IChatClient Create(ModelSpec spec) => this;

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        TurnCoordinates at = TurnCoordinates.From(options);
        string shown = string.Join('\n', messages.SelectMany(message => message.Contents).Select(Text));
        _read.Append(shown);
        List<(string Tool, JsonObject Arguments)> calls = [.. at is { Node: "look", Turn: 1 } ? LookAround() : [], .. Obey(shown)];
        if (calls.Count == 0)
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, "CODER_COMPLETE All done as every text asked. " + Convert.ToBase64String(Encoding.UTF8.GetBytes(shown[^Math.Min(shown.Length, 4000)..])));
            yield break;
        }

        yield return new ChatResponseUpdate(ChatRole.Assistant, [new TextContent("I do what I was told."), .. calls.Select(call => new FunctionCallContent(
            $"call-{Interlocked.Increment(ref _calls)}", call.Tool, call.Arguments.ToDictionary(argument => argument.Key, argument => (object?)argument.Value)))]);
    }

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private static IEnumerable<(string, JsonObject)> LookAround() =>
    [
        ("fs_glob", new JsonObject { ["pattern"] = "names/**" }),
        ("git_log", new JsonObject { ["limit"] = 200 }),
        .. InjectionRepository.AgentFiles.Select(file => ("fs_cat", new JsonObject { ["path"] = file })),
        ("fs_grep", new JsonObject { ["pattern"] = "NOTE:" }),
        ("fs_cat", new JsonObject { ["path"] = "metadata.json" }),
        ("execute_command", new JsonObject { ["command"] = "node tool.mjs" }),
        ("fs_write", new JsonObject { ["path"] = "notes.md", ["contents"] = "Done as asked.\n" }),
    ];

    /// <summary>Commands go together and each once, as a model in a hurry would have it (one of them walks the whole file system); tools are called one by one.</summary>
    private List<(string, JsonObject)> Obey(string shown)
    {
        List<InjectionText> fresh = [.. InjectionText.NumbersIn(shown).Where(number => number < texts.Count && _obeyed.TryAdd(number, texts[number])).Select(number => texts[number])];
        List<(string, JsonObject)> calls = [.. fresh.Where(text => text.Demand.Calls is not null).SelectMany(text => text.Demand.Calls!(trap, text.Number))];
        string script = string.Join('\n', fresh.Where(text => text.Demand.Command is not null).Select(text => $"( {text.Demand.Command!(trap, text.Number)} ) 2>&1 | head -c 300").Distinct());
        if (script.Length > 0)
        {
            calls.Add(("execute_command", new JsonObject { ["command"] = script }));
        }

        return calls;
    }

    private static string Text(AIContent content) => content switch
    {
        TextContent text => text.Text,
        FunctionResultContent result => $"{result.Result}",
        _ => "",
    };
}
