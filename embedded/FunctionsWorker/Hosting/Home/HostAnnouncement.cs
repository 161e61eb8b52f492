using System.Text.Json;

namespace Microsoft.Azure.Functions.Worker.Hosting.Home;

/// <summary>Content of the home's <c>host.json</c>.</summary>
/// <param name="Pid">The host's process id.</param>
/// <param name="Address">Base address; empty until it listens.</param>
/// <param name="StartedAt">When the host took the lock.</param>
internal sealed record HostAnnouncement(int Pid, string Address, DateTimeOffset StartedAt)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Replaces the file in one step, so that a reader never sees half of it.</summary>
    internal void Write(string path)
    {
        string draft = path + ".new";
        File.WriteAllText(draft, JsonSerializer.Serialize(this, Json));
        File.Move(draft, path, overwrite: true);
    }

    internal static HostAnnouncement? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<HostAnnouncement>(File.ReadAllText(path), Json);
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return null;
        }
    }
}
