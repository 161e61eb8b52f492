using Coder.EndToEnd.Tests.Harness;
using Coder.Testing.Repositories;

namespace Coder.EndToEnd.Tests.Resuming;

/// <summary>SIGKILL for the host while a sandbox starts or works: the next host finds and leaves nothing of it.</summary>
public sealed class KilledSandboxTests
{
    /// <summary><c>CODER_TEST_KILLS</c> asks for more.</summary>
    private const int Kills = 5;

    /// <summary>A run whose same activity dies once more is quarantined.</summary>
    private const int KillsOfOneRun = 4;

    [Fact]
    public async Task Kill_DuringBuilds_NextStartLeavesNothingOfThem()
    {
        int kills = int.TryParse(Environment.GetEnvironmentVariable("CODER_TEST_KILLS"), out int asked) ? asked : Kills;
        string mark = $"9{Random.Shared.Next(100_000_000, 999_999_999)}";
        await using CoderHome home = new();
        using TemporaryRepository repository = SumProject.Create();
        string build = $"setsid sleep {mark} & for i in $(seq 100000); do node --version; sleep 0.2; done";
        string[] request = ["run", "sum must add", "--project-dir", repository.Root, "--model", new Story { Work = [[Story.Command(build), .. Story.Fix]] }.ModelIn(home)];
        SandboxTraces killed = new([], []);
        string? id = null;
        for (int kill = 0; kill < kills; kill++)
        {
            id = kill % KillsOfOneRun == 0 ? null : id;
            CliProcess run = id is null ? home.Start(request) : home.Start("runs", "resume", id);
            id ??= await run.RunIdAsync();
            // Its own part comes last of a host's clearing up.
            await SandboxTraces.WaitAsync(home, run, mark, now => now.Parts.Except(killed.Parts).Any());
            Assert.Empty(killed.Left(mark));
            // By turns while bubblewrap sets up its first sandbox, and in the middle of a build.
            killed = await SandboxTraces.WaitAsync(home, run, mark, now => kill % 2 == 0 ? now.Processes.Count > 0 : now.HasSandbox);
            home.KillHost();
            killed = killed with { Processes = [.. killed.Processes.Union(SandboxTraces.Of(home, mark).Processes)] };
            (await run.EndAsync()).Exits(5);
        }

        CliProcess serve = home.Start("serve", "--port", "0");
        await serve.ErrorLineAsync("serving http://");
        Assert.Empty(killed.Left(mark));
        serve.Interrupt();
        (await serve.EndAsync()).Exits(0);
        await home.NothingRunsAsync();
        Assert.Empty(SandboxTraces.Of(home, mark).Parts);
        Assert.Empty(Directory.GetDirectories(Path.Combine(home.Work, "tmp"), "coder-*"));
    }
}
