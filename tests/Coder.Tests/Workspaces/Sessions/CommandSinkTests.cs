using System.Text;
using Coder.Workspaces.Sandbox;
using Coder.Workspaces.Sessions;

namespace Coder.Tests.Workspaces.Sessions;

public sealed class CommandSinkTests
{
    [Fact]
    public void Write_StreamsTakeTurnsInsideALine_EachLineIsWhole()
    {
        var lines = new List<string>();
        using (var sink = new CommandSink(WorkspaceCommand.Shell("true"), new Reported(lines)))
        {
            sink.Write(OutputStream.Out, "no e"u8);
            sink.Write(OutputStream.Error, "oo"u8);
            sink.Write(OutputStream.Out, [.. "nd "u8, .. Encoding.UTF8.GetBytes("é")[..1]]);
            sink.Write(OutputStream.Error, "ps\n"u8);
            sink.Write(OutputStream.Out, Encoding.UTF8.GetBytes("é")[1..]);
        }

        Assert.Equal(["oops", "no end é"], lines);
    }

    private sealed class Reported(List<string> lines) : IProgress<string>
    {
        public void Report(string value) => lines.Add(value);
    }
}
