using Coder.Agents.Chat;
using Coder.Agents.Chat.Scripted;

namespace Coder.Tests.Agents.Chat;

public sealed class ScriptRecorderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("coder-record-").FullName;

    private string FilePath => Path.Combine(_folder, "sub", "record.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Add_ManyWritersAtOnce_LosesNoTurn()
    {
        await Parallel.ForAsync(0, 40, async (index, cancellation) =>
        {
            // One recorder each: as separate processes have it, nothing is shared but the file.
            var recorder = new ScriptRecorder(FilePath, TimeProvider.System);
            await recorder.AddAsync(new TurnCoordinates($"n{index % 4}", 1 + index % 2, 1 + index / 4, ""), new ScriptTurn($"t{index}"), cancellation);
        });

        Script script = ScriptFile.Load(FilePath);
        for (int index = 0; index < 40; index++)
            Assert.Equal($"t{index}", script.Select(new TurnCoordinates($"n{index % 4}", 1 + index % 2, 1 + index / 4, "")).Text);
        Assert.Equal(["record.json", "record.json.lock"], Directory.GetFiles(Path.GetDirectoryName(FilePath)!).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Add_TurnASecondTime_ReplacesIt()
    {
        var recorder = new ScriptRecorder(FilePath, TimeProvider.System);
        var at = new TurnCoordinates("n", 1, 1, "");
        await recorder.AddAsync(at, new ScriptTurn("first"), CancellationToken.None);
        await recorder.AddAsync(at, new ScriptTurn("second"), CancellationToken.None);
        ScriptVisit visit = Assert.Single(ScriptFile.Load(FilePath).Visits);
        Assert.Equal("second", Assert.Single(visit.Turns).Text);
    }

    [Fact]
    public async Task Add_FileOfSomethingElse_IsLeftAlone()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        await File.WriteAllTextAsync(FilePath, "my notes");
        var recorder = new ScriptRecorder(FilePath, TimeProvider.System);
        ModelException error = await Assert.ThrowsAsync<ModelException>(
            () => recorder.AddAsync(new TurnCoordinates("n", 1, 1, ""), new ScriptTurn("x"), CancellationToken.None));
        Assert.Equal(ModelErrorCodes.ScriptInvalid, error.Code);
        Assert.Equal("my notes", await File.ReadAllTextAsync(FilePath));
    }
}
