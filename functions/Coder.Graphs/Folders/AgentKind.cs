namespace Coder.Graphs.Folders;

/// <summary>Which definition file an agent's folder has.</summary>
public enum AgentKind
{
    None,

    /// <summary><c>graph.yaml</c></summary>
    Graph,

    /// <summary><c>config.yaml</c></summary>
    Plain,

    /// <summary>Both files: an error (L1).</summary>
    Both,
}
