using System.Text;

namespace Coder.Agents.Chat.Scripted;

/// <summary>Adds turns to a script file. Several processes may write the same file: each addition reads, merges and replaces it under a lock
/// file, which stays (removing it would let two processes hold it).</summary>
internal sealed class ScriptRecorder(string path, TimeProvider time)
{
    private const string NotRecorded = "(this turn was not recorded)";
    private static readonly TimeSpan LockWaitMax = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(20);

    public async Task AddAsync(TurnCoordinates at, ScriptTurn turn, CancellationToken cancellation)
    {
        string full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        await using FileStream held = await LockAsync(full + ".lock", cancellation);
        Script script = File.Exists(full) ? ScriptFile.Load(full) : new Script(Script.CurrentVersion, []);
        string next = full + ".new";
        await File.WriteAllTextAsync(next, ScriptFile.Write(With(script, at, turn)), new UTF8Encoding(false), cancellation);
        File.Move(next, full, overwrite: true);
    }

    /// <summary>The script with the turn in its place; a turn that was asked for twice is there once, as last answered.</summary>
    internal static Script With(Script script, TurnCoordinates at, ScriptTurn turn)
    {
        string? node = at.Node.Length > 0 ? at.Node : null;
        List<ScriptVisit> visits = [.. script.Visits];
        int index = visits.FindIndex(visit => visit.Node == node && visit.Visit == at.Visit);
        if (index < 0)
        {
            index = visits.Count;
            visits.Add(new ScriptVisit(at.Visit, [], node));
        }

        List<ScriptTurn> turns = [.. visits[index].Turns];
        while (turns.Count < at.Turn)
            turns.Add(new ScriptTurn(NotRecorded));
        turns[at.Turn - 1] = turn;
        visits[index] = visits[index] with { Turns = turns };
        return script with { Visits = visits };
    }

    private async Task<FileStream> LockAsync(string lockPath, CancellationToken cancellation)
    {
        long since = time.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (time.GetElapsedTime(since) < LockWaitMax)
            {
                await Task.Delay(LockPause, time, cancellation);
            }
        }
    }
}
