namespace Coder.Workspaces.Sandbox.Starting;

/// <summary>Reads what the kernel says of a process.</summary>
internal static class ProcessState
{
    /// <summary>False for a zombie too: the first process of a pid namespace becomes one only when all others of it are gone.</summary>
    public static bool IsAlive(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            // The name stands in parentheses and may hold anything, even more of them.
            return stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }
}
