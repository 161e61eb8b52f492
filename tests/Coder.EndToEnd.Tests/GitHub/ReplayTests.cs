using Coder.EndToEnd.Tests.Harness;

namespace Coder.EndToEnd.Tests.GitHub;

/// <summary><c>coder github replay</c> against a running host, its queue included.</summary>
public sealed class ReplayTests
{
    [Fact]
    public async Task Replay_SavedPayload_IsHandledByTheRunningHostEachTime()
    {
        await using CoderHome home = new();
        home.Write("opened.json", """{"action": "opened", "issue": {"number": 7, "title": "Say hello"}, "repository": {"full_name": "acme/widgets"}}""");
        CliProcess serve = home.Start("serve", "--port", "0");
        await serve.ErrorLineAsync("serving http://");

        for (int time = 0; time < 2; time++)
        {
            CliResult replay = (await home.RunAsync("github", "replay", "opened.json", "--event", "issues")).Exits(0);

            Assert.Matches("recorded as replay-[0-9a-f]{32}", replay.Error);
            Assert.Matches("(?m)^status +ignored$", replay.Out);
            Assert.Matches("(?m)^result +issues: nothing acts on it$", replay.Out);
        }

        serve.Interrupt();
        (await serve.EndAsync()).Exits(0);
    }

    [Fact]
    public async Task Replay_OfWhatIsNoWebhook_SaysWhyAndRecordsNothing()
    {
        await using CoderHome home = new();
        home.Write("list.json", "[1]");
        home.Write("broken.json", "{\"action\": ");
        home.Write("good.json", "{}");
        CliProcess serve = home.Start("serve", "--port", "0");
        await serve.ErrorLineAsync("serving http://");

        foreach ((string file, string name, string says) in ((string, string, string)[])
        [
            ("list.json", "issues", "no JSON object"), ("broken.json", "issues", "no JSON object"), ("good.json", "Issues Opened", "pull_request"), ("absent.json", "issues", "There is no file"),
        ])
        {
            CliResult refused = (await home.RunAsync("github", "replay", file, "--event", name)).Exits(2);

            Assert.Contains(says, refused.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("recorded", refused.Error, StringComparison.Ordinal);
        }

        serve.Interrupt();
        (await serve.EndAsync()).Exits(0);
    }
}
