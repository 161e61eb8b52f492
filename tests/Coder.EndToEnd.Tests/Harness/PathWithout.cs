namespace Coder.EndToEnd.Tests.Harness;

/// <summary>This machine's PATH as one folder of links, less some commands.</summary>
internal static class PathWithout
{
    public static string Create(string folder, params string[] commands)
    {
        Directory.CreateDirectory(folder);
        string[] given = Environment.GetEnvironmentVariable("PATH")!.Split(':', StringSplitOptions.RemoveEmptyEntries);
        foreach (string file in given.Where(Directory.Exists).SelectMany(Directory.EnumerateFiles))
        {
            string link = Path.Combine(folder, Path.GetFileName(file));
            if (!commands.Contains(Path.GetFileName(file)) && !Path.Exists(link))
            {
                File.CreateSymbolicLink(link, file);
            }
        }

        return $"{Product.BinFolder}:{folder}";
    }
}
