using Coder.Workspaces.Detection;
using Coder.Workspaces.Sessions;

namespace Coder.Workspaces.Gates;

/// <summary>What a gate has to run: the user's command, else what the detected projects have.</summary>
internal static class GateSteps
{
    /// <summary>Around a command that is not known to leave reports where asked: those it writes anywhere in its folder are collected.</summary>
    private const string Collecting = """
        coder_started=$(mktemp); coder_code=0
        bash -c "$0" || coder_code=$?
        find . \( -name node_modules -o -name .git \) -prune -o -type f -newer "$coder_started" -size -65536k \
          \( -name '*.trx' -o -name '*.tap' -o -name 'TEST-*.xml' -o -iname '*junit*.xml' -o -ipath '*test-re*/*.xml' -o -ipath '*testresults/*.xml' \) -print0 |
          { n=0; while IFS= read -r -d '' f; do n=$((n+1)); cp -- "$f" "$CODER_REPORTS/found-$n.${f##*.}"; done; }
        exit $coder_code
        """;

    public static async Task<IReadOnlyList<GateStep>> FindAsync(IWorkspaceSession workspace, GateRequest request, CancellationToken cancellation)
    {
        if (request.Command is { } line)
        {
            return [new GateStep(workspace.Spec.ProjectDirectory, line, request.Kind == GateKind.Test ? Collect(line) : line)];
        }

        var roots = await ProjectDetection.FindAsync(new SessionFiles(workspace), workspace.Spec.ProjectDirectory, cancellation);
        return [.. roots.Select(root => Step(root, request.Kind)).OfType<GateStep>()];
    }

    private static GateStep? Step(ProjectRoot root, GateKind kind)
    {
        if (CommandOf(root, kind) is not { } command) return null;
        return new GateStep(root.Directory, command.Line, kind == GateKind.Test ? command.ReportingLine ?? Collect(command.Line) : command.Line);
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
