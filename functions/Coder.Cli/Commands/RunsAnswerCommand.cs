using System.CommandLine;
using Coder.Cli.Following;
using Coder.Cli.Hosting;
using Coder.Contracts;

namespace Coder.Cli.Commands;

/// <summary><c>coder runs approve|reject|answer</c>. The run goes on in its host; one that had to be started for this follows the run to its end.</summary>
internal static class RunsAnswerCommand
{
    private static readonly string[] YesWords = ["yes", "approve", "approved", "y", "ok"];
    private static readonly string[] NoWords = ["no", "reject", "rejected", "n"];

    public static Command CreateApprove(CliSetting setting) => Create(setting, new("approve", "Answers yes to the question a run waits on."), YesWords);

    public static Command CreateReject(CliSetting setting) => Create(setting, new("reject", "Answers no to the question a run waits on."), NoWords);

    public static Command CreateAnswer(CliSetting setting)
    {
        Argument<string> id = RunIdArgument.CreateRequired();
        Argument<string> text = new("ANSWER") { Description = "One of the options, or free text." };
        Command command = new("answer", "Answers the question a run waits on.") { id, text };
        return Finish(setting, command, id, (_, parsed) => parsed.GetRequiredValue(text));
    }

    /// <summary>The option that one of <paramref name="words"/> means, else the first word: approval nodes also take free text.</summary>
    internal static string Choose(ApprovalView approval, IReadOnlyList<string> words) =>
        words.Select(word => approval.Options.FirstOrDefault(o => string.Equals(o, word, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(o => o is not null)
        ?? (approval.Options.Count == 0 ? words[0] : throw new CommandException(ExitCode.Usage,
            $"The question has no option like {words[0]}. Its options: {string.Join(", ", approval.Options)}. Give one with: coder runs answer ID ANSWER"));

    private static Command Create(CliSetting setting, Command command, string[] words)
    {
        Argument<string> id = RunIdArgument.CreateRequired();
        command.Arguments.Add(id);
        return Finish(setting, command, id, (approval, _) => Choose(approval, words));
    }

    private static Command Finish(CliSetting setting, Command command, Argument<string> id, Func<ApprovalView, ParseResult, string> answer)
    {
        Option<string?> comment = new("--comment") { Description = "A remark that is kept with the answer." };
        Option<string?> server = RunOptions.ServerOption();
        command.Options.Add(comment);
        command.Options.Add(server);
        command.SetAction(parsed => ExecuteAsync(setting, parsed.GetRequiredValue(id), approval => answer(approval, parsed), parsed.GetValue(comment), parsed.GetValue(server)));
        return command;
    }

    private static async Task<int> ExecuteAsync(CliSetting setting, string given, Func<ApprovalView, string> choose, string? comment, string? server)
    {
        await using HostSession session = await HostSession.OpenAsync(setting, server, setting.Interrupted);
        string id = await RunIdArgument.ResolveAsync(session.Api, given, setting.Interrupted);
        IReadOnlyList<ApprovalView> approvals = await session.Api.ListApprovalsAsync(id, setting.Interrupted);
        if (approvals.FirstOrDefault(a => a.State == "pending") is { } pending)
        {
            return await AnswerAsync(setting, session, id, pending, new AnswerRequest(choose(pending), comment, "cli"));
        }

        if (approvals.LastOrDefault(a => a.State == "answered") is { } answered)
        {
            return await RepeatAsync(setting, session, id, answered, new AnswerRequest(choose(answered), comment, "cli"));
        }

        RunView run = await session.Api.GetRunAsync(id, setting.Interrupted);
        throw new CommandException(ExitCode.Usage, $"Run {id} ({StatusText.Of(run)}) waits for no answer.");
    }

    private static async Task<int> AnswerAsync(CliSetting setting, HostSession session, string id, ApprovalView question, AnswerRequest answer)
    {
        long after = await RunEvents.LastAsync(session.Api, id, setting.Interrupted);
        await session.Api.AnswerAsync(id, question.Id, answer, setting.Interrupted);
        if (question.Answer is null)
        {
            setting.Error.WriteLine($"answered {answer.Answer}: {EventText.OneLine(question.Question)}");
        }

        return session.Started ? await new RunReport(setting, session, json: false).FollowAsync(id, after) : ExitCode.Complete;
    }

    // The same answer given again is no error and has no second effect: the first may have been recorded without its run noticing, when the host was killed.
    private static async Task<int> RepeatAsync(CliSetting setting, HostSession session, string id, ApprovalView answered, AnswerRequest answer)
    {
        RunView run = await session.Api.GetRunAsync(id, setting.Interrupted);
        if (answered.Answer != answer.Answer)
        {
            throw new CommandException(ExitCode.Usage, $"The question was answered {answered.Answer} already ({answered.AnsweredBy}); the run is {StatusText.Of(run)}.");
        }

        setting.Error.WriteLine($"already answered {answered.Answer} ({answered.AnsweredBy}); the run is {StatusText.Of(run)}");
        return run.CompletedAt is null ? await AnswerAsync(setting, session, id, answered, answer) : ExitCode.Complete;
    }
}
