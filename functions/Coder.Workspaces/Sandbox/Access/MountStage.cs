using Coder.Workspaces.Sandbox.Starting;
using Microsoft.Win32.SafeHandles;

namespace Coder.Workspaces.Sandbox.Access;

/// <summary>
/// A folder, seen only by the starter thread and its children, in which root shows other users the paths they may reach: those below
/// <c>/root</c> too, and with root's files owned by the user, though on the disk they stay root's.
/// </summary>
internal sealed class MountStage
{
    private const string Folder = "/run/coder-sandbox";

    private int _last;
    private bool _entered;

    /// <returns>Where the path is shown now; null when its file system cannot translate owners.</returns>
    public Task<string?> ShowAsync(string path, SafeFileHandle? map) => StarterThread.Shared.RunAsync(() => Show(path, map));

    public Task HideAsync(IEnumerable<string> targets) => StarterThread.Shared.RunAsync(() =>
    {
        foreach (var target in targets)
        {
            MountCalls.Unmount(target);
            Remove(target);
        }
        return true;
    });

    private string? Show(string path, SafeFileHandle? map)
    {
        Enter();
        var target = Path.Combine(Folder, (++_last).ToString());
        if (Directory.Exists(path))
            Directory.CreateDirectory(target);
        else
            File.WriteAllBytes(target, []);
        if (MountCalls.TryBind(path, target, map))
            return target;
        Remove(target);
        return null;
    }

    private void Enter()
    {
        if (_entered)
            return;
        Directory.CreateDirectory(Folder);
        MountCalls.EnterPrivateNamespace();
        MountCalls.MountMemory(Folder);
        _entered = true;
    }

    private static void Remove(string target)
    {
        if (Directory.Exists(target))
            Directory.Delete(target);
        else
            File.Delete(target);
    }
}
