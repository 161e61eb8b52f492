using System.Text.Json;

namespace Microsoft.Azure.Functions.Worker.Hosting.Timers;

/// <summary>What is remembered of schedules: a small JSON file a function, replaced in one step and on disk before a write returns.</summary>
internal sealed class ScheduleFiles(EmbeddedHome home)
{
    /// <summary>Null when nothing was remembered yet, or what was is not readable.</summary>
    internal ScheduleStatus? Read(string function)
    {
        try
        {
            return JsonSerializer.Deserialize<ScheduleStatus>(File.ReadAllBytes(PathOf(function)));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    internal void Write(string function, ScheduleStatus status)
    {
        Directory.CreateDirectory(home.TimersFolder);
        string draft = PathOf(function) + ".new";
        using (FileStream file = new(draft, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(file, status);
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, PathOf(function), overwrite: true);
    }

    private string PathOf(string function) => Path.Combine(home.TimersFolder, $"{Uri.EscapeDataString(function)}.json");
}
