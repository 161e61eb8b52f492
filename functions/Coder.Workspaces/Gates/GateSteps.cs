using Coder.Workspaces.Detection;
using Coder.Workspaces.Sessions;

namespace Coder.Workspaces.Gates;

/// <summary>What a gate has to run: the user's command, else what the detected projects have.</summary>
internal static class GateSteps
{
    /// <summary>Around a command that is not known to leave reports where asked: those it writes anywhere in its folder are collected.</summary>
    private const string Collecting = """
        coder_started=$(mktemp); coder_code=0
        # go test names its tests only when asked to, and without names nobody can tell which of them ran.
        export GOFLAGS="$GOFLAGS -v"
        bash -c "$0" || coder_code=$?
        find . \( -name node_modules -o -name .git \) -prune -o -type f -newer "$coder_started" -size -65536k \
          \( -name '*.trx' -o -name '*.tap' -o -name 'TEST-*.xml' -o -iname '*junit*.xml' -o -ipath '*test-re*/*.xml' -o -ipath '*testresults/*.xml' \) -print0 |
          { n=0; while IFS= read -r -d '' f; do n=$((n+1)); cp -- "$f" "$CODER_REPORTS/found-$n.${f##*.}"; done; }
        exit $coder_code
        """;

    public static async Task<GatePlan> FindAsync(IWorkspaceSession workspace, GateRequest request, CancellationToken cancellation)
    {
        if (request.Command is { } line)
        {
            return new GatePlan([new GateStep(workspace.Spec.ProjectDirectory, line, request.Kind == GateKind.Test ? Collect(line) : line)]);
        }

        var roots = await SessionProjects.FindAsync(workspace, cancellation);
        if (roots.Select(root => root.Problem).FirstOrDefault(problem => problem is not null) is { } problem) return new GatePlan([], problem);
        var runnable = roots.Where(root => CommandOf(root, request.Kind) is not null).ToList();
        var chosen = await ChooseAsync(workspace, runnable, cancellation);
        return new GatePlan(
            [.. chosen.Select(root => Step(root, request.Kind))],
            Scope: chosen.Count == runnable.Count ? null : $"{chosen.Count} of {runnable.Count} projects, those with changes");
    }

    private static async Task<IReadOnlyList<ProjectRoot>> ChooseAsync(IWorkspaceSession workspace, IReadOnlyList<ProjectRoot> roots, CancellationToken cancellation)
    {
        var configuration = await SessionProjects.ConfigurationAsync(workspace, cancellation);
        if (!configuration.ChangedOnly) return roots;
        var changed = (await workspace.DiffAsync(cancellation)).Files.SelectMany(file => new[] { file.Path, file.OldPath ?? file.Path });
        return configuration.Select(roots, [.. changed]);
    }

    private static GateStep Step(ProjectRoot root, GateKind kind)
    {
        var command = CommandOf(root, kind)!;
        var line = command.RunLine ?? command.Line;
        return new GateStep(root.Directory, command.Line, kind == GateKind.Test ? command.ReportingLine ?? Collect(line) : line);
    }

    private static string Collect(string line) => Collecting.Replace("\"$0\"", $"'{line.Replace("'", @"'\''")}'", StringComparison.Ordinal);

    private static ProjectCommand? CommandOf(ProjectRoot root, GateKind kind) => kind switch
    {
        GateKind.Build => root.Build,
        GateKind.Test => root.Test,
        GateKind.Lint => root.Lint,
        GateKind.Format => root.Format,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
