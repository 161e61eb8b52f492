using System.Text.Json.Nodes;
using Coder.Cli.Following;
using Coder.Contracts;

namespace Coder.Tests.Cli;

public sealed class ProgressPrinterTests : IDisposable
{
    private readonly CliFixture _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public void Show_NoTerminal_WritesPlainLines()
    {
        using (ProgressPrinter progress = new(_cli.Setting))
        {
            progress.Show(Event(RunEventTypes.NodeStarted, """{"node":"plan"}"""));
            progress.Show(Event(RunEventTypes.NodeCompleted, """{"node":"plan"}""") with { At = DateTimeOffset.UnixEpoch.AddSeconds(2) });
        }

        Assert.Equal("✓ plan  2.0 s\n", _cli.Error);
    }

    [Fact]
    public async Task Show_Terminal_DrawsWhatHappensAndErasesIt()
    {
        _cli.Setting = _cli.Setting with { Live = true };
        using (ProgressPrinter progress = new(_cli.Setting))
        {
            progress.Show(Event(RunEventTypes.CommandStarted, """{"node":"verify","command":"make test"}"""));
            await Eventually.TrueAsync(() => _cli.Error.Contains("… verify: make test", StringComparison.Ordinal));
        }

        Assert.EndsWith("\r\e[K", _cli.Error);
    }

    [Theory]
    [InlineData(null, "\e[32m✓ \e[0mplan\n")]
    [InlineData("1", "✓ plan\n")]
    public void Show_Terminal_HonoursNoColor(string? noColor, string expected)
    {
        _cli.Setting = _cli.Setting with { Live = true };
        if (noColor is not null)
        {
            _cli.Variables["NO_COLOR"] = noColor;
        }

        using ProgressPrinter progress = new(_cli.Setting);
        progress.Show(Event(RunEventTypes.NodeCompleted, """{"node":"plan"}"""));

        Assert.Equal(expected, _cli.Error);
    }

    private static RunEvent Event(string type, string data) => new(1, "r", type, DateTimeOffset.UnixEpoch, JsonNode.Parse(data)!.AsObject());
}
