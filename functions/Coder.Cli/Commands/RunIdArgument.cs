using Coder.Cli.Api;
using Coder.Contracts;
using System.CommandLine;

namespace Coder.Cli.Commands;

/// <summary>The ID of <c>runs …</c>: a whole id, or enough of its end or beginning to name one of the latest runs; the latest run when left out.</summary>
internal static class RunIdArgument
{
    private const int RunsLooked = 100;
    private const int PartLengthMin = 4;

    public static Argument<string?> Create() => new("ID")
    {
        Description = "The run's id, or a part of it that no other run has. Default: the latest run.", Arity = ArgumentArity.ZeroOrOne,
    };

    public static Argument<string> CreateRequired() => new("ID") { Description = "The run's id, or a part of it that no other run has." };

    public static async Task<string> ResolveAsync(CoderApi api, string? given, CancellationToken cancellationToken)
    {
        if (Guid.TryParse(given, out Guid whole))
        {
            return given.Contains('-') ? whole.ToString() : given;
        }

        IReadOnlyList<RunView> runs = (await api.ListRunsAsync(RunsLooked, null, null, cancellationToken)).Items;
        if (given is null)
        {
            return runs.Count > 0 ? runs[0].Id : throw new CommandException(ExitCode.Usage, "There is no run yet.");
        }

        string[] found = given.Length < PartLengthMin ? [] : [.. runs.Select(run => run.Id).Where(id => id.StartsWith(given, StringComparison.Ordinal) || id.EndsWith(given, StringComparison.Ordinal))];
        return found.Length switch
        {
            1 => found[0],
            0 => throw new CommandException(ExitCode.Usage, $"None of the latest {RunsLooked} runs has an id like {given}: see coder runs list."),
            _ => throw new CommandException(ExitCode.Usage, $"{given} may mean {string.Join(", ", found)}: give more of the id."),
        };
    }
}
