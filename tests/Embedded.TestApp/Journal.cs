using Microsoft.Extensions.Configuration;

namespace Embedded.TestApp;

/// <summary>A file of the home that background functions write lines to: it outlives a killed host.</summary>
public sealed class Journal(IConfiguration configuration)
{
    public const string FileName = "journal";

    private readonly Lock _gate = new();
    private readonly string _path = Path.Combine(configuration["CODER_HOME"]!, FileName);

    public void Write(string line)
    {
        lock (_gate)
        {
            File.AppendAllText(_path, $"{line}\n");
        }
    }
}
