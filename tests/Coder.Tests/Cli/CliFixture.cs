using Coder.Cli;
using Coder.Cli.Commands;

namespace Coder.Tests.Cli;

/// <summary>A home of its own, and the command line with texts for its terminal.</summary>
public sealed class CliFixture : IDisposable
{
    private readonly DirectoryInfo _scratch = Directory.CreateTempSubdirectory("coder-cli-");
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    public Dictionary<string, string> Variables { get; } = [];

    public string Folder => _scratch.FullName;

    public string HomeFolder => Path.Combine(Folder, "home");

    public string Out => _out.ToString();

    public string Error => _error.ToString();

    internal CliSetting Setting { get; set; }

    public CliFixture()
    {
        Variables["CODER_HOME"] = HomeFolder;
        Setting = new CliSetting
        {
            Out = TextWriter.Synchronized(_out),
            Error = TextWriter.Synchronized(_error),
            In = new LineSource(TextReader.Null),
            OpenInput = () => Stream.Null,
            Variable = name => Variables.GetValueOrDefault(name),
            WorkingFolder = Folder,
            Installation = new Installation(Folder, null, OnPath: true, "dotnet"),
        };
    }

    public Task<int> RunAsync(params string[] arguments) => CoderCommand.InvokeAsync(arguments, Setting);

    public string[] OutLines() => Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public void Dispose() => _scratch.Delete(recursive: true);
}
