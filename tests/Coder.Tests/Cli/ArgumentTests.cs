using System.Text;
using Coder.Cli;
using Coder.Cli.Commands;
using Coder.Cli.Following;
using Coder.Contracts;

namespace Coder.Tests.Cli;

public sealed class ArgumentTests : IDisposable
{
    private readonly CliFixture _cli = new();

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("unknown")]
    [InlineData("run")]
    [InlineData("run a --max-fix-attempts 21")]
    [InlineData("run a --max-fix-attempts many")]
    [InlineData("run a --budget lots")]
    [InlineData("run a --sandbox docker")]
    [InlineData("run a --var novalue")]
    [InlineData("run a --var a=1 --var a=2")]
    [InlineData("run a --project-dir missing")]
    [InlineData("run a --agent ./missing")]
    [InlineData("run a --model scripted:missing.json")]
    [InlineData("run a --server ftp://host")]
    [InlineData("demo cobol")]
    [InlineData("validate")]
    [InlineData("validate missing.yaml")]
    [InlineData("runs")]
    [InlineData("runs approve")]
    [InlineData("runs list --limit 101")]
    [InlineData("runs list --status asleep")]
    [InlineData("keys create")]
    [InlineData("keys create ci")]
    [InlineData("keys create ci --scope everything")]
    [InlineData("keys revoke")]
    [InlineData("projects create shop")]
    [InlineData("projects create shop --project-dir . --github acme/shop")]
    [InlineData("secrets set shop")]
    [InlineData("secrets set shop TOKEN")]
    [InlineData("serve --port 65536")]
    public async Task Invoke_BadUsage_IsTwoAndSaysWhy(string line)
    {
        int exit = await _cli.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(ExitCode.Usage, exit);
        Assert.Contains("error: ", _cli.Error);
        Assert.Empty(_cli.Out);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("runs apply --help")]
    public async Task Invoke_Help_IsZero(string line)
    {
        Assert.Equal(ExitCode.Complete, await _cli.RunAsync(line.Split(' ')));
        Assert.Contains("Usage:", _cli.Out);
    }

    [Fact]
    public void Prompt_Input_IsRead() => Assert.Equal("grüße\n", Piped(Encoding.UTF8.GetBytes("grüße\n")));

    [Fact]
    public void Prompt_AtTheLimit_IsAccepted() => Assert.Equal(PromptText.BytesMax, Piped(Filled(PromptText.BytesMax)).Length);

    [Fact]
    public void Prompt_AboveTheLimit_IsRefused() => Refused("256 KiB", () => Piped(Filled(PromptText.BytesMax + 1)));

    [Fact]
    public void Prompt_AMegabyte_IsRefusedWithoutReadingItAll() => Refused("256 KiB", () => Piped(Filled(1 << 20)));

    [Fact]
    public void Prompt_LongArgument_IsRefused() => Refused("256 KiB", () => PromptText.Read(new string('ä', PromptText.BytesMax / 2 + 1), _cli.Setting));

    [Fact]
    public void Prompt_InvalidUtf8_IsRefused() => Refused("UTF-8", () => Piped([0x61, 0xff, 0xfe]));

    [Theory]
    [InlineData("a\uFFFDb")]
    [InlineData("a\uD800b")]
    public void Prompt_ArgumentThatWasNotUtf8_IsRefused(string text) => Refused("UTF-8", () => PromptText.Read(text, _cli.Setting));

    [Fact]
    public void Prompt_Blank_IsRefused() => Refused("empty", () => PromptText.Read(" \n", _cli.Setting));

    [Theory]
    [InlineData("1", "yes")]
    [InlineData("2", "no")]
    [InlineData("YES", "yes")]
    [InlineData("3", "3")]
    [InlineData("later, please", "later, please")]
    [InlineData("", null)]
    public void Answer_Approval_IsAnOptionOrFreeText(string line, string? expected) => Assert.Equal(expected, ApprovalDialog.Answer(Question("approval", ["yes", "no"], null), line));

    [Theory]
    [InlineData("", "preset", "preset")]
    [InlineData("", null, "")]
    [InlineData("mine", "preset", "mine")]
    public void Answer_Input_TakesTheDefault(string line, string? preset, string expected) => Assert.Equal(expected, ApprovalDialog.Answer(Question("input", [], preset), line));

    private static ApprovalView Question(string kind, string[] options, string? preset) => new()
    {
        Id = "q", Kind = kind, Node = "n", Question = "?", Options = options, Default = preset, State = "pending", RequestedAt = DateTimeOffset.UnixEpoch,
    };

    private static byte[] Filled(int length)
    {
        byte[] bytes = new byte[length];
        Array.Fill(bytes, (byte)'a');
        return bytes;
    }

    private string Piped(byte[] bytes) => PromptText.Read("-", _cli.Setting with { OpenInput = () => new MemoryStream(bytes) });

    private static void Refused(string words, Func<object> read)
    {
        CommandException refusal = Assert.Throws<CommandException>(read);
        Assert.Equal(ExitCode.Usage, refusal.ExitCode);
        Assert.Contains(words, refusal.Message);
    }
}
