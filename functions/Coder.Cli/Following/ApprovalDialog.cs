using System.Globalization;
using Coder.Contracts;

namespace Coder.Cli.Following;

/// <summary>Asks a run's question on the terminal.</summary>
internal sealed class ApprovalDialog(CliSetting setting)
{
    /// <summary>The answer: an option by its number or text, or free text; null at the end of input.</summary>
    public async Task<string?> AskAsync(ApprovalView approval, CancellationToken cancellationToken)
    {
        setting.Error.WriteLine();
        setting.Error.WriteLine(approval.Question.TrimEnd());
        foreach ((int index, string option) in approval.Options.Index())
        {
            setting.Error.WriteLine($"  {index + 1}) {option}");
        }

        while (true)
        {
            setting.Error.Write(Prompt(approval));
            setting.Error.Flush();
            if (await setting.In.ReadAsync(cancellationToken) is not { } line)
            {
                return null;
            }

            if (Answer(approval, line.Trim()) is { } answer)
            {
                return answer;
            }
        }
    }

    /// <summary>The answer that <paramref name="line"/> means; null when an answer is needed and it is empty.</summary>
    internal static string? Answer(ApprovalView approval, string line)
    {
        if (int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= approval.Options.Count)
        {
            return approval.Options[number - 1];
        }

        string? option = approval.Options.FirstOrDefault(o => string.Equals(o, line, StringComparison.OrdinalIgnoreCase));
        return option ?? (line.Length > 0 ? line : approval.Default ?? (approval.Kind == "input" ? "" : null));
    }

    private static string Prompt(ApprovalView approval) =>
        approval.Options.Count > 0 ? "number, or an answer of your own: " : approval.Default is { Length: > 0 } value ? $"answer [{value}]: " : "answer: ";
}
