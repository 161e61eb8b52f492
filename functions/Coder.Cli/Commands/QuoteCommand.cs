using System.CommandLine;
using System.Text.Json;
using Coder.Cli.Hosting;
using Coder.Contracts;

namespace Coder.Cli.Commands;

/// <summary><c>coder quote</c>: what <c>coder run</c> with the same arguments would cost.</summary>
internal static class QuoteCommand
{
    public static Command Create(CliSetting setting)
    {
        RunOptions options = new();
        Command command = new("quote", "Says what a run would cost, in credits, without starting it.");
        options.AddTo(command);
        command.SetAction(parsed => ExecuteAsync(setting, options.Read(parsed, setting), parsed.GetValue(options.Server), parsed.GetValue(options.Json)));
        return command;
    }

    private static async Task<int> ExecuteAsync(CliSetting setting, RunRequest request, string? server, bool json)
    {
        await using HostSession session = await HostSession.OpenAsync(setting, server, setting.Interrupted);
        QuoteView quote = await session.Api.QuoteAsync(request, setting.Interrupted);
        if (json)
        {
            setting.Out.WriteLine(JsonSerializer.Serialize(quote, ApiJson.Options));
            return ExitCode.Complete;
        }

        setting.Out.WriteLine($"{"node",-24}{"visits",8}{"turns",8}{"min",14}{"expected",14}{"max",14}");
        foreach (QuotedNodeView node in quote.Nodes)
        {
            setting.Out.WriteLine($"{node.Node,-24}{node.VisitsMax,8}{node.TurnsMax,8}{node.Min,14:0.####}{node.Expected,14:0.####}{node.Max,14:0.####}");
        }

        setting.Out.WriteLine($"{"all",-40}{quote.Min,14:0.####}{quote.Expected,14:0.####}{quote.Max,14:0.####}");
        string budget = quote.Budget is { } credits ? $"; budget {credits:0.####}" : "";
        setting.Out.WriteLine($"credits of {quote.Agent}, expected from {(quote.PastRuns == 0 ? "what such runs usually take" : $"{quote.PastRuns} past runs")}{budget}");
        return ExitCode.Complete;
    }
}
