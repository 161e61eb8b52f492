using Coder.Contracts;

namespace Coder.Cli.Api;

/// <summary>The host answered with an error.</summary>
internal sealed class ApiException(Problem problem) : Exception(Text(problem))
{
    public Problem Problem { get; } = problem;

    private static string Text(Problem problem) =>
        string.Join('\n', [$"{problem.Detail} [{problem.Code}]", .. (problem.Errors ?? []).Select(e => $"  {e.Pointer}: {e.Message}")]);
}
