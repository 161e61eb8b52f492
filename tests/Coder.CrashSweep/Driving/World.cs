using System.Diagnostics;
using System.Text.Json;
using Coder.CrashSweep.Hosting;
using Coder.CrashSweep.Judging;
using Coder.CrashSweep.Recording;
using Coder.Embedded.Store;
using Coder.Testing.Repositories;

namespace Coder.CrashSweep.Driving;

/// <summary>One home with its repository and its recorder, through the lives of its hosts.</summary>
internal sealed class World : IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("coder-sweep-");
    private readonly TemporaryRepository _repository = new();
    private readonly List<Plan> _plans = [];
    private readonly List<Life> _lives = [];
    private readonly LineProcess _recorder;
    private readonly RecorderReady _addresses;
    private readonly TimeSpan _patience;
    private LineProcess? _host;
    private AgentRuns? _agents;
    private Timer? _executioner;
    private long _startedAt;

    private World(TimeSpan patience, LineProcess recorder, RecorderReady addresses)
    {
        _patience = patience;
        _recorder = recorder;
        _addresses = addresses;
        string project = Path.Combine(SampleScript.Folder, "project");
        foreach (string file in Directory.EnumerateFiles(project, "*", SearchOption.AllDirectories))
        {
            _repository.Write(Path.GetRelativePath(project, file), File.ReadAllText(file));
        }

        _repository.Commit();
    }

    internal IReadOnlyList<Plan> Plans => _plans;

    internal IReadOnlyList<Life> Lives => _lives;

    /// <summary>A host runs, as far as is known.</summary>
    internal bool HasHost => _host is not null;

    /// <summary>The folder of everything.</summary>
    internal string Folder => _folder.FullName;

    private string Home => Path.Combine(Folder, "home");

    private string Store => Path.Combine(Home, "store.db");

    /// <param name="patience">All runs have to be over so long after a restart.</param>
    internal static async Task<World> CreateAsync(TimeSpan patience)
    {
        LineProcess recorder = new(Recorder.Word);
        return new World(patience, recorder, JsonSerializer.Deserialize<RecorderReady>(await recorder.ReadAsync())!);
    }

    internal Plan Add(RunKind kind, string id)
    {
        Plan plan = new(kind, id);
        _plans.Add(plan);
        return plan;
    }

    /// <summary>Starts a host. Returns the commits of its start; null when it died at one of them.</summary>
    /// <param name="commit">The commit of its start to die at; 0: none.</param>
    /// <param name="life">After so long it is killed from outside; null: never.</param>
    internal async Task<int?> StartHostAsync(int commit = 0, CommitSide side = CommitSide.Before, TimeSpan? life = null)
    {
        _startedAt = Stopwatch.GetTimestamp();
        LineProcess host = new(new HostArguments(Home, _addresses.Effects, _addresses.Model, commit, side).Line());
        _host = host;
        _executioner = life is { } limit ? new Timer(_ => host.Kill(), null, limit, Timeout.InfiniteTimeSpan) : null;
        try
        {
            HostReady ready = JsonSerializer.Deserialize<HostReady>(await host.ReadAsync())!;
            _agents = new AgentRuns(ready.Address, File.ReadAllText(Path.Combine(Home, "key")).Trim(), _repository);
            return ready.Commits;
        }
        catch (HostDiedException)
        {
            await BuryAsync();
            return null;
        }
    }

    /// <summary>Sets the commit to die at, counted from now; 0: none. Returns the commits so far.</summary>
    internal async Task<int> ArmAsync(int commit, CommitSide side) => (await AskAsync(new HostCommand { Do = HostCommand.Arm, Number = commit, Side = side })).Commits;

    /// <summary>Starts what is planned and carries it on until all is over, or out of time. False: the host died before.</summary>
    /// <param name="untilDeath">Goes on after the last run is over: the host is about to be killed.</param>
    internal async Task<bool> DriveAsync(bool untilDeath = false)
    {
        using PeriodicTimer pause = new(LookEvery);
        try
        {
            while (true)
            {
                foreach (Plan plan in _plans.Where(plan => !plan.IsOver))
                {
                    await AdvanceAsync(plan);
                }

                await LookAsync();
                if (!untilDeath && _plans.TrueForAll(plan => plan.IsOver || Stopwatch.GetElapsedTime(_startedAt) > _patience))
                {
                    return true;
                }

                await pause.WaitForNextTickAsync();
            }
        }
        catch (Exception e) when (e is HostDiedException or HttpRequestException or IOException)
        {
            await BuryAsync();
            return false;
        }
    }

    /// <summary>Ends the host as a crash does.</summary>
    internal async Task KillHostAsync()
    {
        _host!.Kill();
        await BuryAsync();
    }

    /// <summary>Takes the last committed turn away from the dead host's store; false when there is none.</summary>
    internal bool LoseTurn() => DeadStore.LoseTurn(Store);

    public void Dispose()
    {
        _executioner?.Dispose();
        _host?.Dispose();
        _agents?.Dispose();
        _recorder.Dispose();
        _repository.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task AdvanceAsync(Plan plan)
    {
        if (!plan.IsStarted)
        {
            if (plan.Kind.IsAgent)
            {
                plan.RunId = await _agents!.StartAsync(plan.Id);
                plan.IsStarted = plan.RunId is not null;
            }
            else
            {
                await AskAsync(new HostCommand { Do = HostCommand.Start, Kind = plan.Kind.Name, Ids = [plan.Id] });
                plan.IsStarted = true;
            }
        }

        while (plan.EventsSent < plan.Kind.Events)
        {
            await AskAsync(new HostCommand { Do = HostCommand.Raise, Ids = [plan.Id], Number = plan.EventsSent });
            plan.EventsSent++;
        }

        if (plan is { IsAnswered: false, RunId: { } run })
        {
            plan.IsAnswered = await _agents!.ApproveAsync(run);
        }
    }

    private async Task LookAsync()
    {
        List<Plan> open = [.. _plans.Where(plan => plan is { IsStarted: true, IsOver: false })];
        HostAnswer seen = await AskAsync(new HostCommand { Do = HostCommand.Look, Ids = [.. open.Select(plan => plan.RunId ?? plan.Id)] });
        foreach (Plan plan in open)
        {
            string id = plan.RunId ?? plan.Id;
            plan.SecondsAfterRestart = Stopwatch.GetElapsedTime(_startedAt).TotalSeconds;
            plan.IsLost = !seen.Ends.TryGetValue(id, out string? end);
            if (end is not null && plan.RunId is { } run)
            {
                Contracts.RunView? view = await _agents!.FindAsync(run);
                plan.IsLost = view is null;
                end = view?.CompletedAt is null ? $"{end}, and the run is {view?.Status}" : await _agents.DescribeAsync(view);
            }

            plan.End = end?.Replace(id, "ID", StringComparison.Ordinal);
        }
    }

    private async Task<HostAnswer> AskAsync(HostCommand command) => JsonSerializer.Deserialize<HostAnswer>(await _host!.AskAsync(JsonSerializer.Serialize(command)))!;

    /// <summary>Waits until the host is gone and nothing of it comes any more; then looks what it has left.</summary>
    private async Task BuryAsync()
    {
        await _host!.EndedAsync().WaitAsync(_patience);
        if (_executioner is { } executioner)
        {
            _executioner = null;
            await executioner.DisposeAsync();
        }

        _host.Dispose();
        _host = null;
        _agents?.Dispose();
        _agents = null;
        IReadOnlyList<Entry> entries = JsonSerializer.Deserialize<List<Entry>>(await _recorder.AskAsync("take"))!;
        (IReadOnlySet<string> results, IReadOnlySet<string> turns) = DeadStore.Read(Store, Folder);
        _lives.Add(new Life(entries, results, turns));
    }
}
