using System.Text.Json;
using Coder.Agents.Chat.Scripted;
using Coder.CrashSweep.Judging;
using Coder.Testing.Models;

namespace Coder.CrashSweep.Recording;

/// <summary>
/// The third process: the world that the killed host acts on. It takes effects, answers as the model, keeps blobs; a line on its input makes it tell what came
/// in since the line before, once no connection of a host is left. It ends with its input.
/// </summary>
internal static class Recorder
{
    /// <summary>First word of the command line.</summary>
    internal const string Word = "recorder";

    /// <summary>How long the model thinks: long enough to be killed at.</summary>
    private const int ThinkingMs = 50;

    internal static async Task RunAsync()
    {
        RecordLog log = new();
        Script script = SampleScript.Load();
        await using EffectServer effects = await EffectServer.StartAsync(log);
        await using OpenAiServer model = await OpenAiServer.StartAsync(request =>
        {
            log.Add(EntryKind.Turn, request.ClientRequestId);
            return new ModelReply.Turn(script.Select(RequestIds.Coordinates(request.ClientRequestId)) with { DelayMs = ThinkingMs });
        });
        Console.WriteLine(JsonSerializer.Serialize(new RecorderReady(effects.Address, model.BaseUrl)));
        while (await Console.In.ReadLineAsync() is not null)
        {
            await effects.Connections.NoneAsync();
            await model.Connections.NoneAsync();
            Console.WriteLine(JsonSerializer.Serialize(log.Take()));
        }
    }
}
