namespace Coder.Cli.Commands;

/// <summary>The <c>NAME=VALUE</c> arguments of <c>--var</c>.</summary>
internal static class VariableArguments
{
    /// <summary>Null when there are none. Throws <see cref="CommandException"/> for one without a name, or a name given twice.</summary>
    public static IReadOnlyDictionary<string, string>? Parse(IReadOnlyList<string> arguments)
    {
        Dictionary<string, string> variables = [];
        foreach (string argument in arguments)
        {
            int equals = argument.IndexOf('=');
            if (equals <= 0)
            {
                throw new CommandException(ExitCode.Usage, $"--var {argument} is not NAME=VALUE");
            }

            if (!variables.TryAdd(argument[..equals], argument[(equals + 1)..]))
            {
                throw new CommandException(ExitCode.Usage, $"--var {argument[..equals]} is given twice");
            }
        }

        return variables.Count == 0 ? null : variables;
    }
}
