using Coder.Contracts;
using Coder.Workspaces.Gates;
using Coder.Workspaces.Sessions;

namespace Coder.Functions.Scripts;

/// <summary>Finds where tests failed: the first place that a failure names and the workspace has.</summary>
internal static class FailedTests
{
    private const int PlacesMax = 100;

    /// <summary>Of a message so much is shown at the line; the report has all of it.</summary>
    private const int MessageCharactersMax = 500;

    internal static async Task<IReadOnlyList<FailurePlaceView>> PlacesAsync(IReadOnlyList<TestFailure> failures, IWorkspaceSession workspace, CancellationToken cancellation)
    {
        List<FailurePlaceView> places = [];
        foreach (TestFailure failure in failures.Take(PlacesMax))
        {
            foreach ((string path, int line) in FailurePlaces.Of(failure))
            {
                if (await HasAsync(workspace, path, cancellation))
                {
                    string message = failure.Message.Length <= MessageCharactersMax ? failure.Message : failure.Message[..MessageCharactersMax] + "…";
                    places.Add(new FailurePlaceView(failure.Name, path, line, message));
                    break;
                }
            }
        }

        return places;
    }

    private static async Task<bool> HasAsync(IWorkspaceSession workspace, string path, CancellationToken cancellation)
    {
        try
        {
            await workspace.ReadAsync(path, 1, cancellation);
            return true;
        }
        catch (WorkspacePathException)
        {
            return false;
        }
    }
}
